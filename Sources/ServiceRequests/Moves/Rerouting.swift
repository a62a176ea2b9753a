/// How the open legs of a service request become those of another decision: which stay, which move, which end.
///
/// Legs are matched to the same queue first, then to the same department, then in order; so that as few as possible
/// change hands. What a department asked another for has nothing to do with the decision: such a leg serves a leg of the
/// new one where it stands in that queue already, and else stays beside it.
public struct Rerouting: Sendable, Hashable {
    /// An open leg as it stands, with its owner and the owner's queue; an offer to another department is no part of it.
    public struct OpenLeg: Sendable, Hashable {
        /// The item's number.
        public let item: Int64
        /// The owner.
        public let department: String
        /// The owner's queue by name, also while the item is offered to another department.
        public let queue: String
        /// Whether a department asked for it; else a decision made it.
        public let isAsked: Bool

        /// Creates a leg.
        public init(item: Int64, department: String, queue: String, isAsked: Bool = false) {
            self.item = item
            self.department = department
            self.queue = queue
            self.isAsked = isAsked
        }
    }

    /// What serves a leg of the new decision.
    public enum Step: Sendable, Hashable {
        /// An open leg in the same queue; it stays where it stands, offered, leased or accepted.
        case keep(item: Int64)
        /// An open leg of another queue; it waits there from now on.
        case move(item: Int64)
        /// None; a new one is made.
        case add
    }

    /// One step for each leg of the new decision, in its order.
    public let steps: [Step]
    /// The items that serve no leg of the new decision and were not asked for, in their order.
    public let cancelled: [Int64]

    /// Matches open legs, in the order of their numbers, to the legs of a decision.
    public init(from open: [OpenLeg], to legs: [RoutingDecision.Leg]) {
        var rest = open
        var steps: [Step] = Array(repeating: .add, count: legs.count)
        func take(_ index: Int, where fits: (OpenLeg) -> Bool) {
            guard steps[index] == .add, let place = rest.firstIndex(where: fits) else { return }
            let taken = rest.remove(at: place)
            let isSame = taken.department == legs[index].department && taken.queue == legs[index].queue
            steps[index] = isSame ? .keep(item: taken.item) : .move(item: taken.item)
        }
        for (index, leg) in legs.enumerated() {
            take(index) { $0.department == leg.department && $0.queue == leg.queue && !$0.isAsked }
        }
        for (index, leg) in legs.enumerated() {
            take(index) { $0.department == leg.department && $0.queue == leg.queue }
        }
        rest.removeAll(where: \.isAsked)
        for (index, leg) in legs.enumerated() { take(index) { $0.department == leg.department } }
        for index in legs.indices { take(index) { _ in true } }
        self.steps = steps
        cancelled = rest.map(\.item)
    }
}
