import Logging
import Postgres
import Store

/// One database of the measurement's server.
struct BenchDatabase: Sendable {
    /// How a session with it is opened, as the owner.
    let configuration: PostgresConfiguration
    /// The folder of the server's socket.
    let socketFolder: String
    /// The folder of the server's log.
    let logFolder: String

    /// Its name.
    var name: String { configuration.database ?? "" }

    /// It as a URL.
    var url: String { "postgres://\(configuration.user ?? "")@/\(name)?host=\(socketFolder)" }

    /// Another database of the same server, made if it is missing.
    func sibling(_ name: String) async throws -> BenchDatabase {
        let isThere = try await number("SELECT count(*) FROM pg_database WHERE datname = \(name)") > 0
        if !isThere { try await run("CREATE DATABASE \(name)") }
        var other = configuration
        other.database = name
        return BenchDatabase(configuration: other, socketFolder: socketFolder, logFolder: logFolder)
    }

    /// A pool whose sessions work as a role of the program, or as the owner.
    func pool(_ size: Int, as role: DatabaseRole? = nil) -> PostgresPool {
        var configuration = configuration
        configuration.statementDeadline = .seconds(120)
        let sessions = role.map { $0.sessions(with: configuration) } ?? configuration
        return PostgresPool(configuration: sessions, size: size, waitLimit: .seconds(60), logger: Logger.bench)
    }

    /// Runs statements as one transaction, or one that will be in none (VACUUM), on a connection of its own.
    func run(_ text: String) async throws {
        let connection = try await PostgresConnection.open(configuration)
        let result: Result<Void, any Error>
        do {
            try await connection.script(text, deadline: .seconds(7200))
            result = .success(())
        } catch {
            let start = text.prefix(60).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            result = .failure(BenchError("expected \(start)… to succeed, found \(String(reflecting: error))"))
        }
        await connection.close()
        try result.get()
    }

    /// Runs a text of `Texts`.
    func run(_ text: [UInt8], _ values: [String: any CustomStringConvertible & Sendable] = [:]) async throws {
        try await run(TextTemplate(text).filled(values))
    }

    /// The whole number a query gives; 0 where it gives none.
    func number(_ query: SQL) async throws -> Int {
        let pool = pool(1)
        let result: Result<Int, any Error>
        do {
            let row = try await pool.first(query) { row throws(PostgresError) in try row.decode(Int64.self) }
            result = .success(Int(row ?? 0))
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }

    /// The text a query gives; nil where it gives none.
    func text(_ query: SQL) async throws -> String? {
        let pool = pool(1)
        let result: Result<String?, any Error>
        do {
            result = .success(
                try await pool.first(query) { row throws(PostgresError) in try row.decode(String.self) }
            )
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return try result.get()
    }

    /// The same start for everyone: statistics known, dead rows gone, all that was written on disk.
    func settle() async throws {
        try await run("VACUUM ANALYZE")
        try await run("CHECKPOINT")
    }

    /// The settings that decide how fast it is, for the header.
    func settings() async throws -> [(name: String, value: String)] {
        let pool = pool(1)
        let names = [
            "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size",
            "wal_compression", "autovacuum", "autovacuum_naptime", "jit", "max_connections",
        ]
        let result: Result<[String], any Error>
        do {
            result = .success(
                try await pool.query(
                    """
                    SELECT current_setting(name)
                      FROM unnest(\(names)) WITH ORDINALITY AS n (name, place) ORDER BY place
                    """
                ) { row throws(PostgresError) in try row.decode(String.self) }
            )
        } catch {
            result = .failure(error)
        }
        await pool.close()
        return zip(names, try result.get()).map { (name: "postgresql \($0)", value: $1) }
    }
}

extension Logger {
    /// Says nothing but errors.
    static let bench: Logger = {
        var logger = Logger(label: "dispatch311-bench")
        logger.logLevel = .error
        return logger
    }()
}
