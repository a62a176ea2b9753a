import Foundation
import Testing

@testable import Postgres

/// Opens a connection for one test and closes it afterwards, whatever the test says.
func withConnection<R: Sendable>(
    _ change: (inout PostgresConfiguration) -> Void = { _ in },
    _ body: (PostgresConnection) async throws -> R
) async throws -> R {
    var configuration = try TestServer.configuration
    change(&configuration)
    let connection = try await PostgresConnection.open(configuration)
    do {
        let value = try await body(connection)
        await connection.close()
        return value
    } catch {
        await connection.close()
        throw error
    }
}

/// Makes a pool for one test and closes it afterwards, whatever the test says.
func withPool<R: Sendable>(
    size: Int = 4,
    waitLimit: Duration = .seconds(60),
    _ body: (PostgresPool) async throws -> R
) async throws -> R {
    let pool = PostgresPool(
        configuration: try TestServer.configuration,
        size: size,
        waitLimit: waitLimit,
        logger: .quiet
    )
    do {
        let value = try await body(pool)
        await pool.close()
        return value
    } catch {
        await pool.close()
        throw error
    }
}

/// Makes an empty database for one test and drops it afterwards.
func withDatabase<R: Sendable>(_ body: (PostgresConfiguration) async throws -> R) async throws -> R {
    let name = "test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
    var configuration = try TestServer.configuration
    try await withConnection { try await $0.script("CREATE DATABASE \(name)") }
    configuration.database = name
    let result: Result<R, any Error>
    do { result = .success(try await body(configuration)) } catch { result = .failure(error) }
    try await withConnection { try await $0.script("DROP DATABASE \(name) WITH (FORCE)") }
    return try result.get()
}

/// A table name no other test uses.
func uniqueName(_ prefix: String) -> String {
    "\(prefix)_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
}

/// Asks again until the condition holds, a thousand times at most; the pause between is not what is waited for.
///
/// Counted and not timed: where a thousand tests run at once, a single pause may take a minute.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<1000 {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}

/// What a call threw, nil when it did not.
func failure<R>(of call: () async throws -> R) async -> PostgresError? {
    do {
        _ = try await call()
        return nil
    } catch {
        return error as? PostgresError
    }
}
