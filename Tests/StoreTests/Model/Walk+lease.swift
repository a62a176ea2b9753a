import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport

extension Walk {
    /// Makes one move in both.
    mutating func make(_ move: WalkMove) async throws {
        switch move {
        case .submit: try await submit()
        case .claim: try await claim()
        case .renew: try await renew()
        case .accept: try await accept()
        case .complete: try await complete()
        case .completeAccepted: try await completeAccepted()
        case .release: try await release()
        case .pass: try await pass()
        case .handOver: try await handOver()
        case .handOverAccepted: try await handOverAccepted()
        case .decline: try await decline()
        case .lapse: try await lapse()
        case .cancel: try await cancel()
        case .reopen: try await reopen()
        case .addLeg: try await addLeg()
        case .reroute: try await reroute()
        case .rerouteItem: try await rerouteItem()
        }
    }

    private mutating func claim() async throws {
        let department = pick(Self.departments)
        let worker = Worker(department: department, name: "w\(chance(50) ? 1 : 2)")
        let queue = chance(30) ? pick(place.queues) : nil
        let limit = chance(10) ? 200 : Int.random(in: 1...5, using: &random)
        let seconds = Self.unit * Int.random(in: 1...6, using: &random)
        let claim = try await city.queues.claim(limit, for: worker, from: queue, lease: .seconds(seconds))
        let lease = claim?.lease ?? UUID()
        let queueBefore = model.items
        let ours = model.claim(limit, for: department, worker.name, from: queue, as: lease, seconds: seconds)
        let word = "claim \(limit) by \(department) from \(queue ?? "all")"
        try check(word, ours, claim?.items.map(\.item) ?? [])
        try check(
            word,
            ours.compactMap { queueBefore[$0] }.map { "\($0.queue) \($0.priority) \($0.attempt + 1) \($0.leg)" },
            claim?.items.map { "\($0.queue) \($0.priority) \($0.attempt) \($0.leg)" } ?? []
        )
        count("claim", ours.isEmpty ? "none" : "ok")
        if claim != nil { grants.append(Grant(lease: lease, worker: worker, items: ours)) }
    }

    private mutating func renew() async throws {
        guard let (grant, worker) = grant() else { return }
        let seconds = Self.unit * Int.random(in: 1...6, using: &random)
        let renewal = try await city.queues.renew(grant.lease, by: worker, for: .seconds(seconds))
        let ours = model.renew(grant.lease, by: worker.department, seconds: seconds)
        let theirs: WorkModel.Renewed = renewal.map { $0.isCapped ? .capped : .held($0.items) } ?? .gone
        try check("renew \(grant.lease) by \(worker.department) for \(seconds)", ours, theirs)
        switch ours {
        case .held: count("renew", "ok")
        case .capped: count("renew", "capped")
        case .gone: count("renew", "gone")
        }
    }

    private mutating func accept() async throws {
        guard let (grant, worker) = grant() else { return }
        let items = asked(of: grant)
        let results = try await city.queues.accept(
            items.map { Acceptance(item: $0) },
            under: grant.lease,
            by: worker
        )
        let ours = model.accept(items, under: grant.lease, by: worker.department)
        try compare("accept", items, grant, worker, ours, results)
    }

    private mutating func complete() async throws {
        guard let (grant, worker) = grant() else { return }
        let items = asked(of: grant)
        let results = try await city.queues.complete(
            items.map { Completion(item: $0, outcome: .done) },
            under: grant.lease,
            by: worker
        )
        let ours = model.complete(items, under: grant.lease, by: worker.department)
        try compare("complete", items, grant, worker, ours, results)
    }

    private mutating func completeAccepted() async throws {
        let (items, worker) = accepted()
        let results = try await city.queues.completeAccepted(
            items.map { Completion(item: $0, outcome: .notFound) },
            by: worker
        )
        let ours = model.completeAccepted(items, by: worker.department)
        try compare("complete accepted", items, nil, worker, ours, results)
    }

    private mutating func release() async throws {
        guard let (grant, worker) = grant() else { return }
        let items = asked(of: grant)
        let results = try await city.queues.release(items, under: grant.lease, by: worker, reason: "a test")
        let ours = model.release(items, under: grant.lease, by: worker.department)
        try compare("release", items, grant, worker, ours, results)
    }

    // MARK: - Parts

    /// Expects the same outcomes, one an item in the order of numbers.
    mutating func compare(
        _ move: String,
        _ items: [Int64],
        _ grant: Grant?,
        _ worker: Worker,
        _ ours: WorkModel.Outcomes,
        _ theirs: [ItemResult],
        as name: String? = nil
    ) throws {
        let expected = ours.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let word = "\(move) \(items) by \(worker.department) under \(grant?.lease.uuidString.lowercased() ?? "none")"
        try check(word, expected, theirs.map { "\($0.item) \($0.outcome)" })
        for outcome in ours.values { count(name ?? move, outcome.rawValue) }
    }

    /// A lease to speak under: most often one that is held, now and then one that is gone or another department's.
    mutating func grant(where isFit: ((WorkModel.Item) -> Bool)? = nil) -> (Grant, Worker)? {
        var live = grants.filter { model.leases[$0.lease] != nil }
        if let isFit, chance(80) {
            live = live.filter { grant in
                model.leases[grant.lease]?.items.contains { model.items[$0].map(isFit) ?? false } ?? false
            }
        }
        guard let grant = chance(88) && !live.isEmpty ? pick(live) : grants.suffix(40).randomElement(using: &random)
        else { return nil }
        let department = chance(96) ? grant.worker.department : pick(Self.departments)
        return (grant, Worker(department: department, name: grant.worker.name))
    }

    /// Items to speak of: some of the lease's, most often those that are fit, and now and then a stray.
    mutating func asked(of grant: Grant, where isFit: ((WorkModel.Item) -> Bool)? = nil) -> [Int64] {
        var held = model.leases[grant.lease]?.items ?? grant.items
        if let isFit, chance(70) { held.removeAll { model.items[$0].map(isFit) != true } }
        let share = Int.random(in: 1...max(1, min(held.count, 6)), using: &random)
        return withStrays(Array(held.shuffled(using: &random).prefix(share)))
    }

    /// Accepted items to speak of, and their department's worker.
    mutating func accepted() -> ([Int64], Worker) {
        let department = pick(Self.departments)
        let all = model.items.values.filter { $0.place == .accepted && $0.owner == department }.map(\.number).sorted()
        let some = Array(all.shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random)))
        return (withStrays(some), Worker(department: department, name: "w1"))
    }

    private mutating func withStrays(_ items: [Int64]) -> [Int64] {
        var items = items
        if chance(8) || items.isEmpty, let stray = model.items.keys.sorted().randomElement(using: &random) {
            items.append(stray)
        }
        if chance(3) || items.isEmpty { items.append(9_000_000_000) }
        if chance(3) { items.append(items[0]) }
        return items
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
