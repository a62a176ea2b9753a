import Foundation
import ServiceRequests
import Store
import TestSupport

/// A model with one request of one leg, brought to where a test wants it.
struct ModelScene {
    var model = WorkModel(homes: [
        WorkModel.Home("works", at: "west"): "works/W", WorkModel.Home("parks", at: "west"): "parks",
        WorkModel.Home("police", at: "west"): "police/1",
    ])
    let request: Int64
    var item: Int64 = 1
    /// The lease the item is in, or was in last.
    private(set) var lease = UUID()

    /// One leg of works, waiting.
    init() {
        request = model.submit([WorkModel.Leg(department: "works", queue: "works/W")], priority: 2, at: "west")
    }

    /// The same, brought elsewhere; `isOffered` offers what is open to parks, `isHeld` leaves what is over in a lease.
    init(_ standing: Standing, isOffered: Bool = false, isHeld: Bool = false) {
        self.init()
        claim("works")
        if isOffered {
            _ = model.handOver([item], under: lease, by: "works", to: "parks", seconds: 3600)
            if standing == .leased { claim("parks") }
            return
        }
        switch standing {
        case .waiting: _ = model.release([item], under: lease, by: "works")
        case .leased: break
        case .accepted: _ = model.accept([item], under: lease, by: "works")
        case .closed: _ = model.complete([item], under: lease, by: "works")
        case .cancelled:
            if !isHeld { _ = model.release([item], under: lease, by: "works") }
            _ = model.cancel(request)
        }
    }

    /// How the item stands.
    var state: WorkModel.Item? { model.items[item] }
    /// What happened, and to whom.
    var history: [String] {
        (model.requests[request]?.events ?? []).map { event in
            "\(event.kind) \(event.department)\(event.counterpart.map { " \($0)" } ?? "")"
        }
    }
    /// Whose worker would speak of it.
    var department: String { model.leases[lease]?.department ?? "works" }

    /// Its queue's department takes it, where it waits.
    @discardableResult
    mutating func claim(_ department: String, seconds: Int = 600) -> [Int64] {
        let lease = UUID()
        let taken = model.claim(200, for: department, "w1", as: lease, seconds: seconds)
        if taken.contains(item) { self.lease = lease }
        return taken
    }

    /// Makes a move of the item as whoever may; gives what was said of it where it is said of items.
    mutating func make(_ move: Move) -> ItemOutcome? {
        let department = department
        func word(_ outcomes: WorkModel.Outcomes...) -> ItemOutcome? {
            let said = outcomes.compactMap { $0[item] }
            return said.first { $0 != .stale } ?? said.first
        }
        switch move {
        case .submit:
            _ = model.submit([WorkModel.Leg(department: "works", queue: "works/W")], priority: 2, at: "west")
        case .addLeg: _ = model.addLeg("police", beside: item, by: department)
        case .claim:
            claim("works")
            claim("parks")
        case .accept: return word(model.accept([item], under: lease, by: department))
        case .complete:
            return word(
                model.complete([item], under: lease, by: department),
                model.completeAccepted([item], by: department)
            )
        case .release: return word(model.release([item], under: lease, by: department))
        case .expire:
            model.pass(600)
            _ = model.rescue()
        case .handOver, .park:
            let other = move == .park ? Department.triage : "police"
            return word(
                model.handOver([item], under: lease, by: department, to: other, seconds: 600),
                model.handOverAccepted([item], by: department, to: other, seconds: 600)
            )
        case .decline: return word(model.decline([item], under: lease, by: department))
        case .lapse:
            model.pass(3600)
            _ = model.endOffers()
        case .cancel: _ = model.cancel(request)
        case .reroute:
            let leg = WorkModel.Leg(department: "police", queue: "police/1")
            _ = model.reroute(request, to: [leg], priority: 1, at: "west")
        case .reopen: _ = model.reopen(request, byResident: false)
        }
        return nil
    }
}
