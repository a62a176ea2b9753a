import Foundation
import Logging
public import Postgres
public import Store

/// A migrated database of a test's own, dropped when the test is over.
public struct TestDatabase: Sendable {
    /// How to reach it.
    public let configuration: PostgresConfiguration

    /// A pool on it, closed when the test is over.
    public let pool: PostgresPool

    /// Pools that work as the server's roles, closed when the test is over: what the database refuses, it refuses here.
    public let roles: DatabasePools

    /// Lends a new database to a test when it is its turn.
    public static func with<R>(
        poolSize: Int = 8,
        _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        await Turnstile.databases.enter()
        let result: Result<R, any Error>
        do {
            result = .success(try await lend(poolSize: poolSize, body))
        } catch {
            result = .failure(error)
        }
        await Turnstile.databases.leave()
        return try result.get()
    }

    private static func lend<R>(
        poolSize: Int,
        _ body: (TestDatabase) async throws -> R
    ) async throws -> R {
        let server = try await TestServer.shared.running()
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        var logger = Logger(label: "tests")
        logger.logLevel = .error
        let admin = PostgresPool(configuration: server.configuration, size: 1, logger: logger)
        try await admin.execute(
            "CREATE DATABASE \(unescaped: name) TEMPLATE \(unescaped: TestServer.template) STRATEGY file_copy"
        )
        var configuration = server.configuration
        configuration.database = name
        let pool = PostgresPool(configuration: configuration, size: poolSize, logger: logger)
        let (database, quiet) = (configuration, logger)
        func lent(to role: DatabaseRole) -> PostgresPool {
            PostgresPool(configuration: role.sessions(with: database), size: poolSize, logger: quiet)
        }
        let roles = DatabasePools(
            intake: lent(to: .intake),
            department: lent(to: .department),
            service: lent(to: .service)
        )
        let result: Result<R, any Error>
        do {
            result = .success(try await body(TestDatabase(configuration: configuration, pool: pool, roles: roles)))
        } catch {
            result = .failure(error)
        }
        await roles.close()
        await pool.close()
        try await admin.execute("DROP DATABASE \(unescaped: name) WITH (FORCE)")
        await admin.close()
        return try result.get()
    }

    /// How many rows a table has.
    public func count(_ table: String) async throws -> Int {
        try await pool.first("SELECT count(*) FROM \(unescaped: table)") { row throws(PostgresError) in
            try row.decode(Int.self)
        } ?? 0
    }
}
