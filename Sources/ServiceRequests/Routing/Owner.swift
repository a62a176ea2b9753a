/// Who owns a service request, as two decisions are compared: the department residents are told, and every queue.
public struct Owner: Sendable, Hashable {
    /// The first leg's department.
    public let department: String
    /// The queues of all its legs, in their order.
    public let queues: [String]

    /// Names an owner.
    public init(department: String, queues: [String]) {
        self.department = department
        self.queues = queues
    }
}

extension Assigner {
    /// Who would own a request; nil outside the jurisdiction, and where the catalog has no such service.
    public func owner(of draft: ServiceRequest.Draft) -> Owner? {
        guard case .routed(let decision) = assign(draft) else { return nil }
        return Owner(department: decision.department, queues: decision.legs.map(\.queue))
    }
}
