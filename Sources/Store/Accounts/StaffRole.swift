/// What a person is here, which decides what staff's pages let them do.
public enum StaffRole: String, Sendable, Hashable, CaseIterable {
    /// Does the department's work.
    case crew
    /// Answers for the department's work.
    case lead
    /// Answers for the whole city's: triage, and what moves between departments.
    case supervisor
    /// Keeps the catalog and the boundaries.
    case editor
    /// Keeps the accounts and the server; does no department's work and reads no resident's contact details.
    case administrator

    /// The whole of what each role may do: no other place gives a role anything.
    public var permissions: Set<StaffPermission> {
        switch self {
        case .crew: [.read, .work, .move]
        case .lead: [.read, .work, .move, .lead, .board, .catalog]
        case .supervisor: [.read, .work, .move, .lead, .board, .supervise, .catalog]
        case .editor: [.board, .catalog, .publish]
        case .administrator: [.board, .catalog, .publish, .accounts]
        }
    }

    /// Whether the role belongs to the city and not to one department.
    public var isCityWide: Bool { self != .crew && self != .lead }
}
