import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A held request and its new decision, laid out as what has to be written.
struct RerouteSteps: Sendable {
    /// A leg and where it goes.
    struct Target: Sendable {
        let item: Int64
        let department: String
        let queue: String
    }

    let held: HeldRequest
    let correction: Correction
    let reason: String?
    let cause: ReleaseCause?
    let author: Author
    /// The numbers of the new decision's queues.
    var queues: [String: Int32] = [:]

    private let rerouting: Rerouting

    init(_ held: HeldRequest, _ correction: Correction, reason: String?, cause: ReleaseCause? = nil, author: Author) {
        self.held = held
        self.correction = correction
        (self.reason, self.cause) = (reason, cause)
        self.author = author
        rerouting = Rerouting(
            from: held.open.map {
                Rerouting.OpenLeg(item: $0.item, department: $0.department, queue: $0.queue, isAsked: $0.isAsked)
            },
            to: correction.decision.legs
        )
    }

    private var steps: [(step: Rerouting.Step, leg: RoutingDecision.Leg)] {
        Array(zip(rerouting.steps, correction.decision.legs)).map { (step: $0, leg: $1) }
    }

    /// The open legs that wait in another queue from now on.
    var moved: [Target] {
        steps.compactMap { step, leg in
            if case .move(let item) = step {
                Target(item: item, department: leg.department, queue: leg.queue)
            } else {
                nil
            }
        }
    }

    /// The open legs that stay where they stand.
    var kept: [Int64] {
        rerouting.steps.compactMap { if case .keep(let item) = $0 { item } else { nil } }
    }

    /// The legs of the decision that no open one serves.
    var added: [RoutingDecision.Leg] { steps.filter { $0.step == .add }.map(\.leg) }

    /// The open legs that serve none.
    var cancelled: [HeldRequest.Leg] { held.open.filter { rerouting.cancelled.contains($0.item) } }

    /// Open legs that departments asked for and that serve none of the decision: they stay beside it.
    var beside: [HeldRequest.Leg] {
        let served = Set(moved.map(\.item) + kept)
        return held.open.filter { $0.isAsked && !served.contains($0.item) }
    }

    /// Why, as the first pairs of an event's detail.
    var why: SQL {
        guard let cause else { return "'reason', \(reason)::text" }
        return "'reason', \(reason)::text, 'cause', \(cause.rawValue)::text"
    }

    /// Whether the same service is asked for: then its clock goes on, with the pauses it has waited out.
    var keepsService: Bool { held.subject.draft.serviceCode == correction.draft.serviceCode }

    /// Whether the place is another than before, in words or on the map.
    var movesPlace: Bool {
        let (old, new) = (held.subject.draft, correction.draft)
        return old.location != new.location || old.address != new.address
    }

    /// Whether another department has to do with it than before.
    var changesDepartment: Bool {
        let owners = Dictionary(held.open.map { ($0.item, $0.department) }, uniquingKeysWith: { first, _ in first })
        return moved.contains { owners[$0.item] != $0.department } || !added.isEmpty
            || correction.decision.department != held.subject.department
    }

    /// The items of the decision's legs in their order.
    func order(added: [Int64]) -> [Int64] {
        var new = added[...]
        return rerouting.steps.compactMap { step in
            switch step {
            case .keep(let item), .move(let item): item
            case .add: new.popFirst()
            }
        }
    }

    /// What is told of all of them afterwards.
    func legs(_ order: [Int64], dueAt: Date) -> [MovedLeg] {
        zip(order, steps).map { item, part in
            let change: MovedLeg.Change =
                switch part.step {
                case .keep: .kept
                case .move: .moved
                case .add: .added
                }
            return MovedLeg(
                item: item,
                department: part.leg.department,
                queue: part.leg.queue,
                change: change,
                dueAt: dueAt
            )
        } + beside.map { MovedLeg($0, .kept) } + cancelled.map { MovedLeg($0, .cancelled) }
    }
}
