import Postgres

extension Peer {
    /// What our own sessions are set to as well: tables are not read from end to end where an index can be.
    static let settings = ["enable_seqscan": "off"]

    /// The peer's tables for so many queues, anew.
    func prepare(in database: BenchDatabase, queues: Int) async throws {
        let place = name.replacing("-", with: "_")
        try await database.run("DROP SCHEMA IF EXISTS \(place) CASCADE")
        try await database.run(schema, ["queues": queues, "vacuum": Self.vacuum])
    }

    /// So many items wait, spread over the queues and priorities, and nothing else is in the tables.
    func fill(_ items: Int, queues: Int, in database: BenchDatabase) async throws {
        try await database.run(withTables(empty, queues))
        try await database.run(insert, ["first": 1, "count": items, "queues": queues])
        try await database.settle()
    }

    /// Where its items are; so many were filled in.
    func progress(of items: Int, in database: BenchDatabase, queues: Int) async throws -> ItemProgress {
        func number(_ text: String) async throws -> Int {
            try await database.number(SQL(unescaped: withTables(text, queues).replacing("{items}", with: "\(items)")))
        }
        return ItemProgress(
            waiting: try await number(waiting),
            leased: try await number(leased),
            finished: try await number(finished)
        )
    }

    /// What a client does over and over: claims a batch of the next queue, and says that it is done.
    ///
    /// With `isRefilled` as many new items as were taken come in.
    func scripts(batch: Int, queues: Int, isRefilled: Bool = false) -> [String] {
        var bodies = batch == 1 ? [claimOne, finishOne] : [claim, finish]
        var first = """
            \\set n :n + 1
            \\set queue (:client_id * 19 + :n) % \(queues)

            """
        // Where nothing waits, nothing is taken.
        if batch == 1 { first += "\\set id 0\n" }
        if isRefilled {
            bodies.append(refillScript)
            first += "\\set from random(0, 9999)\n"
        }
        return (0..<(hasTablePerQueue ? queues : 1)).map { queue in
            let values: [String: any CustomStringConvertible & Sendable] = [
                "batch": batch, "queue": queue, "queues": queues, "first": ":from::integer", "count": batch,
            ]
            return first + bodies.map { TextTemplate($0).filled(values) }.joined(separator: "\n")
        }
    }

    private var refillScript: [UInt8] { refill ?? insert }

    private func withTables(_ text: String, _ queues: Int) -> String {
        guard hasTablePerQueue else { return text }
        let tables = (0..<queues).map { "pgmq.q_\($0)" }
        return text.replacing("{tables}", with: tables.joined(separator: ", "))
            .replacing("{rows}", with: tables.map { "SELECT vt FROM \($0)" }.joined(separator: " UNION ALL "))
    }
}
