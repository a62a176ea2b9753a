import Logging
import Postgres
import Store

extension DatabasePlace {
    /// Runs work with a small pool, starting the program's own server where needed, and closes both afterwards.
    func withPool<Value: Sendable>(
        size: Int = 2,
        _ work: (PostgresPool, OpenDatabase) async throws(CommandError) -> Value
    ) async throws(CommandError) -> Value {
        let logger = Logger.quiet("database")
        let database = try await open(logger: logger)
        let pool = PostgresPool(configuration: database.configuration, size: size, logger: logger)
        do throws(CommandError) {
            let value = try await work(pool, database)
            await pool.close()
            await database.close()
            return value
        } catch {
            await pool.close()
            await database.close()
            throw error
        }
    }

    /// The same, for a database whose tables must be current.
    ///
    /// A folder without a database stays without one, and is told, unless `makingOne`: who only reads makes nothing.
    func withCurrentPool<Value: Sendable>(
        makingOne: Bool = false,
        _ work: (PostgresPool, OpenDatabase) async throws(CommandError) -> Value
    ) async throws(CommandError) -> Value {
        if !makingOne, let folder = emptyFolder {
            throw CommandError(.unreachable, "no database in \(folder); dispatch311 serve or demo makes one")
        }
        return try await withPool { pool, database throws(CommandError) in
            let status = try await SchemaWords.status(pool)
            guard case .current = status else { throw SchemaWords.error(for: status) }
            if let error = try await SchemaWords.obstacle(pool) { throw error }
            return try await work(pool, database)
        }
    }
}
