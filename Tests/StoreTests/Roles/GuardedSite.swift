import Postgres
import Store
import TestSupport
import Testing

/// Two cities with a request for each of two departments, one of them leased and one accepted, and a pool a role.
struct GuardedSite {
    let first: TestCity
    let second: TestCity
    let pools: DatabasePools

    static func with(_ body: (GuardedSite) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let site = GuardedSite(
                first: try await TestCity(in: database),
                second: try await TestCity(in: database, code: "other"),
                pools: database.roles
            )
            for city in [site.first, site.second] {
                for place in [Place.west, .park] {
                    for _ in 0..<3 { try await city.submit(at: place) }
                }
                for department in ["works", "parks"] {
                    let worker = Worker(department: department, name: "a")
                    let claim = try #require(try await city.queues.claim(2, for: worker, lease: .seconds(600)))
                    let acceptance = Acceptance(item: try #require(claim.items.first).item)
                    _ = try await city.queues.accept([acceptance], under: claim.lease, by: worker)
                    _ = try await APIKeys(pool: database.pool).create(
                        department: department,
                        label: "a",
                        in: city.jurisdiction
                    )
                }
            }
            try await body(site)
        }
    }

    func behalf(_ department: String = "works") -> ActingRole {
        .onBehalf(of: department, jurisdiction: first.jurisdiction.number)
    }

    var within: ActingRole { .within(jurisdiction: first.jurisdiction.number) }

    /// Runs a statement as a role, in the first city, `$J`; gives how many rows it changed.
    func change(_ statement: String, as role: ActingRole) async throws(PostgresError) -> Int {
        let text = statement.replacing("$J", with: "\(first.jurisdiction.number)")
        return try await pools.withConnection(as: role) { connection throws(PostgresError) in
            try connection.execute("\(unescaped: text)")
        }
    }

    /// Every row of the tables that work is in.
    func everything() async throws -> [String] {
        var rows: [String] = []
        for table in [
            "service_request", "work_item", "ready", "lease", "accepted", "event", "deadline", "idempotency", "api_key",
        ] {
            rows += try await first.database.pool.query(
                "SELECT \(table)::text || t::text FROM \(unescaped: table) t ORDER BY t::text"
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
        return rows
    }

    /// The items of a department in the first city, by a condition on `w`.
    func items(_ department: String, _ condition: String = "true") async throws -> [Int64] {
        try await first.database.pool.query(
            """
            SELECT w.item FROM work_item w
             WHERE w.jurisdiction = \(first.jurisdiction.number) AND w.department = \(department)
               AND \(unescaped: condition)
             ORDER BY w.item
            """
        ) { row in try row.decode(Int64.self) }
    }

    func role(_ department: String = "works") -> ActingRole {
        .department(department, jurisdiction: first.jurisdiction.number)
    }

    func texts(_ sql: SQL, as role: ActingRole) async throws -> [String] {
        try await pools.withConnection(as: role) { connection throws(PostgresError) in
            try connection.query(sql) { row in try row.decode(String.self) }
        }
    }
}
