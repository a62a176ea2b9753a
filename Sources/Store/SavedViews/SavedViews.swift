public import Postgres

/// The lists that people of one jurisdiction gave names: an account's own, or, of those who sign in with one of its keys,
/// the department's.
public struct SavedViews: Sendable {
    /// The most that anybody has.
    public static let limit = 50

    /// Whose views.
    public struct Owner: Sendable, Hashable {
        /// The department's code.
        public let department: String
        /// The account; nil for whoever signs in with a key of the department.
        public let account: Int32?

        /// Names an owner.
        public init(department: String, account: Int32?) {
            self.department = department
            self.account = account
        }
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Works through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// All of an owner's, by name.
    public func all(of owner: Owner) async throws(StoreError) -> [SavedView] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT view, name, query FROM saved_view
                 WHERE jurisdiction = \(jurisdiction.number) AND department = \(owner.department)
                   AND account IS NOT DISTINCT FROM \(owner.account)::integer
                 ORDER BY lower(name), view
                """
            ) { row throws(PostgresError) in
                let (id, name, query) = try row.decode(Int32.self, String.self, String.self)
                return SavedView(id: id, name: name, query: query)
            }
        }
    }

    /// Keeps a list under a name, instead of the one that had it; false where the owner has `limit` others.
    public func keep(_ query: String, as name: String, for owner: Owner) async throws(StoreError) -> Bool {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO saved_view (jurisdiction, department, account, name, query)
                SELECT \(jurisdiction.number), \(owner.department), \(owner.account), \(name), \(query)
                 WHERE (
                     SELECT count(*) FROM saved_view
                      WHERE jurisdiction = \(jurisdiction.number) AND department = \(owner.department)
                        AND account IS NOT DISTINCT FROM \(owner.account)::integer AND name <> \(name)
                 ) < \(Self.limit)
                ON CONFLICT (jurisdiction, department, coalesce(account, 0), name) DO UPDATE SET query = excluded.query
                """
            ) > 0
        }
    }

    /// Forgets one; one that is not the owner's stays.
    public func forget(_ id: Int32, of owner: Owner) async throws(StoreError) {
        try await stored { () throws(PostgresError) in
            _ = try await pool.execute(
                """
                DELETE FROM saved_view
                 WHERE jurisdiction = \(jurisdiction.number) AND view = \(id) AND department = \(owner.department)
                   AND account IS NOT DISTINCT FROM \(owner.account)::integer
                """
            )
        }
    }
}
