import Logging
import Postgres
import ServiceRequests
import Store

/// What the database has when a run is over, read past all servers.
struct ChaosStored: Sendable {
    /// A service request as it stands there.
    struct Request: Sendable {
        let id: String
        /// Which submission its description says it is.
        let index: Int?
        let isClosed: Bool
    }

    /// What happened to an item by whom.
    struct Line: Hashable, Sendable {
        let item: Int64
        /// Who did it, as the history has it: a department and its worker.
        let actor: String
        let move: ChaosMove
    }

    // Not tuples: the compiler of Swift 6.3.1 breaks on closures that return those and throw a type.
    private struct Pair: Sendable {
        let index: Int
        let id: String
    }

    private struct Count: Sendable {
        let line: Line
        let count: Int
    }

    let requests: [Request]
    /// Submissions by their keys, and the ids of what they made.
    let keys: [Int: String]
    /// In how many transactions each worker moved each item how.
    let moves: [Line: Int]
    /// Items accepted or completed twice with nothing between that would allow it.
    let twice: [String]

    static func read(_ database: ChaosDatabase, seed: UInt64) async throws -> ChaosStored {
        let cipher = try await cipher(of: database)
        let requests = try await requests(database, seed: seed)
        let pairs = try await database.with { connection in
            try connection.query(
                "SELECT key, number FROM idempotency WHERE key LIKE 'chaos-%' AND number IS NOT NULL",
                deadline: .seconds(60)
            ) { row throws(PostgresError) in
                let (key, number) = try row.decode(String.self, Int64.self)
                return Pair(index: ChaosCity.index(of: key, seed: seed) ?? -1, id: cipher.id(for: number)?.text ?? "")
            }
        }
        let moves = try await database.with { connection in
            try connection.query(Self.moves, deadline: .seconds(120)) { row throws(PostgresError) in
                let (item, actor, move, count) = try row.decode(Int64.self, String.self, String.self, Int.self)
                return Count(
                    line: Line(item: item, actor: actor, move: ChaosMove(rawValue: move) ?? .other),
                    count: count
                )
            }
        }
        return ChaosStored(
            requests: requests,
            keys: Dictionary(pairs.map { ($0.index, $0.id) }, uniquingKeysWith: { first, _ in first }),
            moves: Dictionary(moves.map { ($0.line, $0.count) }, uniquingKeysWith: +),
            twice: try await database.texts(Self.endedTwice)
        )
    }

    /// The service requests.
    static func requests(_ database: ChaosDatabase, seed: UInt64) async throws -> [Request] {
        let cipher = try await cipher(of: database)
        return try await database.with { connection in
            try connection.query(
                "SELECT number, coalesce(description, ''), status = 'closed' FROM service_request",
                deadline: .seconds(120)
            ) { row throws(PostgresError) in
                let (number, description, isClosed) = try row.decode(Int64.self, String.self, Bool.self)
                return Request(
                    id: cipher.id(for: number)?.text ?? "",
                    index: ChaosCity.index(of: description, seed: seed),
                    isClosed: isClosed
                )
            }
        }
    }

    /// What makes public ids of numbers.
    private static func cipher(of database: ChaosDatabase) async throws -> ServiceRequest.IDCipher {
        var logger = Logger(label: "dispatch311-bench")
        logger.logLevel = .error
        let pool = PostgresPool(configuration: try database.configuration(), size: 1, logger: logger)
        let row = try await Jurisdictions(pool: pool).open(ChaosCity.code)
        await pool.close()
        return row.cipher
    }
}
