import Testing

@testable import Postgres

/// The context of a loan stands in front of every statement, whatever becomes of the transaction around it.
@Suite struct PostgresContextTests {
    private static let context: SQL = "SELECT set_config('d311.department', \("works"), true)"

    private static func department(on connection: isolated PostgresConnection) throws(PostgresError) -> String? {
        try connection.first("SELECT current_setting('d311.department', true)") { row in
            try row.decode(String?.self)
        } ?? nil
    }

    @Test(arguments: [false, true])
    func `a context that was set behind a savepoint is not lost with it`(isScript: Bool) async throws {
        try await withPool(size: 1) { pool in
            let seen = try await pool.transaction(context: Self.context) { connection throws(PostgresError) in
                try connection.script("SAVEPOINT attempt")
                let before = try Self.department(on: connection)
                if isScript {
                    try connection.script("ROLLBACK TO SAVEPOINT attempt")
                } else {
                    try connection.execute("ROLLBACK TO SAVEPOINT attempt")
                }
                return [before, try Self.department(on: connection)]
            }
            #expect(seen == ["works", "works"])
        }
    }

    @Test func `nor with a statement that failed behind it`() async throws {
        try await withPool(size: 1) { pool in
            let seen = try await pool.transaction(context: Self.context) { connection throws(PostgresError) in
                try connection.script("SAVEPOINT attempt")
                do throws(PostgresError) {
                    try connection.execute("SELECT 1 / 0")
                } catch {
                    try connection.script("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
                }
                return try Self.department(on: connection)
            }
            #expect(seen == "works")
        }
    }

    @Test(arguments: [false, true])
    func `the next transaction of a loan has it too`(isScript: Bool) async throws {
        try await withPool(size: 1) { pool in
            let seen = try await pool.withConnection(context: Self.context) { connection throws(PostgresError) in
                try (0..<2).map { _ throws(PostgresError) in
                    try connection.script("BEGIN")
                    let seen = try Self.department(on: connection)
                    if isScript { try connection.script("COMMIT") } else { try connection.execute("COMMIT") }
                    return seen
                }
            }
            #expect(seen == ["works", "works"])
        }
    }
}
