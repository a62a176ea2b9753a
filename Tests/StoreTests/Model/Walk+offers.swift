import Postgres
import ServiceRequests
import Store
import TestSupport

extension Walk {
    mutating func handOver() async throws {
        guard let (grant, worker) = grant() else { return }
        let items = asked(of: grant)
        let (order, homeless, seconds) = handOver(items, by: worker)
        let results = try await city.queues.handOver(order, under: grant.lease, by: worker)
        let ours = model.handOver(
            items,
            under: grant.lease,
            by: worker.department,
            to: order.department,
            seconds: seconds,
            without: homeless
        )
        try compare("hand over to \(order.department)", items, grant, worker, ours, results, as: "hand over")
    }

    mutating func handOverAccepted() async throws {
        let (items, worker) = accepted()
        let (order, homeless, seconds) = handOver(items, by: worker)
        let results = try await city.queues.handOverAccepted(order, by: worker)
        let ours = model.handOverAccepted(
            items,
            by: worker.department,
            to: order.department,
            seconds: seconds,
            without: homeless
        )
        try compare("hand over to \(order.department)", items, nil, worker, ours, results, as: "hand over accepted")
    }

    mutating func decline() async throws {
        guard let (grant, worker) = grant(where: { $0.offer != nil }) else { return }
        let items = asked(of: grant) { $0.offer != nil }
        let results = try await city.queues.decline(items, under: grant.lease, by: worker, reason: "a test")
        let ours = model.decline(items, under: grant.lease, by: worker.department)
        try compare("decline", items, grant, worker, ours, results)
    }

    /// Time passes and offers end.
    mutating func lapse() async throws {
        try await letPass(Self.unit)
        let lapse = try await city.queues.endOffers(limit: 1000)
        try check("end offers", model.endOffers(), lapse.items)
        count("end offers", lapse.items == 0 ? "none" : "ok")
    }

    /// A hand-over of items to some department, most often another one, as the API makes it: with a queue for each.
    private mutating func handOver(
        _ items: [Int64],
        by worker: Worker
    ) -> (order: HandOver, homeless: Set<Int64>, seconds: Int) {
        let owners = items.compactMap { model.items[$0]?.owner }
        let others = Self.departments.filter { $0 != worker.department && $0 != Department.triage }
        let department =
            chance(4)
            ? worker.department
            : chance(10) ? Department.triage : chance(30) ? owners.first { $0 != worker.department } : nil
        let other = department ?? pick(others)
        let homeless: Set<Int64> = chance(5) ? [pick(items)] : []
        let shares = items.map { number in
            let place = model.items[number].flatMap { model.requests[$0.request]?.place }
            let queue = place.flatMap { self.place.homes[WorkModel.Home(other, at: $0)] }
            return HandOver.Share(
                item: number,
                queue: homeless.contains(number) ? nil : queue.flatMap { self.place.numbers[$0] }
            )
        }
        let seconds = Self.unit * Int.random(in: 1...6, using: &random)
        return (HandOver(shares, to: other, reason: "a test", time: .seconds(seconds)), homeless, seconds)
    }
}
