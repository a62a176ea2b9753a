import Postgres

/// As whom something is done in the database.
public enum ActingRole: Sendable, Hashable {
    /// A department by its code, of the jurisdiction with a number: only its own work is there.
    case department(String, jurisdiction: Int32)
    /// The server on a department's behalf, because work moves between departments: of others' work only what such a
    /// move of the department's own work writes is there.
    case onBehalf(of: String, jurisdiction: Int32)
    /// The server for all departments of one jurisdiction: no other is there.
    case within(jurisdiction: Int32)
    /// The server itself.
    case service

    /// What row-level security goes by; nil where it goes by the role alone.
    var context: SQL? {
        switch self {
        case .department(let code, let jurisdiction):
            """
            SELECT set_config('dispatch311.jurisdiction', \(jurisdiction)::text, true),
                   set_config('dispatch311.department', \(code), true)
            """
        case .onBehalf(let code, let jurisdiction):
            // For the same reason as in a department's own sessions; see `DatabaseRole.settings`.
            """
            SELECT set_config('dispatch311.jurisdiction', \(jurisdiction)::text, true),
                   set_config('dispatch311.department', \(code), true), set_config('enable_seqscan', 'off', true)
            """
        case .within(let jurisdiction):
            "SELECT set_config('dispatch311.jurisdiction', \(jurisdiction)::text, true)"
        case .service: nil
        }
    }
}
