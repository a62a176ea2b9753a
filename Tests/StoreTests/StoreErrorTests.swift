import Logging
import Postgres
import Store
import TestSupport
import Testing

@Suite struct StoreErrorTests {
    @Test func `a server that lets nobody in is unavailable, whatever it says`() async throws {
        try await TestDatabase.with { database in
            // 3D000, a database that is not there, and 55000, one that takes no connections.
            var missing = database.configuration
            missing.database = "dispatch311_nowhere"
            var closed = database.configuration
            closed.database = "template0"
            for (configuration, state) in [
                (missing, SQLState.invalidCatalogName), (closed, SQLState(rawValue: "55000")),
            ] {
                let pool = PostgresPool(configuration: configuration, size: 1, logger: Logger(label: "tests"))
                do throws(PostgresError) {
                    try await pool.execute("SELECT 1")
                    Issue.record("\(state) let somebody in")
                } catch {
                    #expect(error.sqlState == state)
                    guard case .unavailable = StoreError(error) else {
                        Issue.record("\(state): \(StoreError(error))")
                        continue
                    }
                }
                await pool.close()
            }
        }
    }

    @Test(arguments: ["53100", "53300", "57P03", "57014", "25006", "58030", "40001"])
    func `what the server cannot do just now is unavailable`(state: String) {
        guard case .unavailable = StoreError(PostgresError(.server(SQLState(rawValue: state)), detail: "")) else {
            Issue.record("\(state) is not")
            return
        }
    }

    @Test(arguments: ["42P01", "3D000", "23505", "22003"])
    func `what is our own mistake is refused`(state: String) {
        guard case .refused = StoreError(PostgresError(.server(SQLState(rawValue: state)), detail: "")) else {
            Issue.record("\(state) is not")
            return
        }
    }
}
