import Store

/// Who is signed in, as the head of staff's pages says it.
struct StaffSign: Sendable {
    /// The department's name and the worker's.
    let name: String
    let permissions: Set<StaffPermission>
    /// Whether it is a person with an account of their own.
    let hasAccount: Bool

    /// The path whose link a page belongs to: boundaries and explanations are the catalog's.
    static func home(of path: String) -> String {
        ["/dispatch/boundaries", "/dispatch/explain"].contains { path == $0 || path.hasPrefix("\($0)/") }
            ? CatalogRoutes.path : path
    }

    /// The pages that somebody may go to; for nobody, those that every department's people know.
    static func links(of sign: StaffSign?) -> [(address: String, label: String)] {
        let pages: [(StaffPermission, String, String)] = [
            (.read, "/desk", "Desk"), (.board, "/dispatch", "Board"), (.supervise, "/dispatch/triage", "Triage"),
            (.catalog, "/dispatch/catalog", "Catalog"), (.accounts, "/desk/accounts", "Accounts"),
        ]
        guard let sign else { return [("/desk", "Desk"), ("/dispatch", "Board")] }
        return pages.filter { sign.permissions.contains($0.0) }.map { ($0.1, $0.2) }
    }
}

extension StaffRole {
    /// As a sentence names somebody of it: "a supervisor".
    var words: String {
        switch self {
        case .crew: "one of a crew"
        case .lead: "a department’s lead"
        case .supervisor: "a supervisor"
        case .editor: "an editor of the catalog"
        case .administrator: "an administrator"
        }
    }

    /// As a list names it.
    var title: String {
        switch self {
        case .crew: "Crew"
        case .lead: "Department lead"
        case .supervisor: "Supervisor"
        case .editor: "Catalog editor"
        case .administrator: "Administrator"
        }
    }

    /// What it is for, in a few words.
    var hint: String {
        switch self {
        case .crew: "takes, closes and hands on the department’s work"
        case .lead: "the same, gives back what colleagues hold, and sees the board"
        case .supervisor: "does the work of triage, and decides about every department’s requests"
        case .editor: "keeps the catalog and the boundaries"
        case .administrator: "keeps the accounts, the catalog and the boundaries; does no department’s work"
        }
    }
}
