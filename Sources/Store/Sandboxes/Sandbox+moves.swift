import Postgres
import ServiceRequests

/// What no department does in a sandbox, it does by itself, by the same moves.
extension Sandbox {
    private static let mostAtATime = 500

    private struct Waiting: Sendable {
        let department: String
        let count: Int
    }

    private struct Accepted: Sendable {
        let department: String
        let item: Int64
    }

    /// Accepts what has waited long enough, and completes what was accepted long enough ago; says how many items it was.
    public func move(_ queues: Queues) async throws(StoreError) -> Int {
        try await accept(queues) + complete(queues)
    }

    private func accept(_ queues: Queues) async throws(StoreError) -> Int {
        let waiting = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT r.department, count(*)
                  FROM ready r JOIN work_item w ON w.jurisdiction = r.jurisdiction AND w.item = r.seq
                 WHERE r.jurisdiction = \(jurisdiction.number)
                   AND w.created_at < statement_timestamp() - \(rules.acceptsAfter)
                 GROUP BY r.department
                """
            ) { row throws(PostgresError) in
                let (department, count) = try row.decode(String.self, Int.self)
                return Waiting(department: department, count: count)
            }
        }
        var moved = 0
        for line in waiting {
            let worker = Worker(department: line.department, name: Self.worker)
            // The oldest come first, so that what has not waited long enough goes on waiting.
            let limit = min(line.count, Claim.maximumItems)
            guard let claim = try await queues.claim(limit, for: worker, lease: .seconds(60)) else { continue }
            let acceptances = claim.items.map { Acceptance(item: $0.item) }
            moved += try await queues.accept(acceptances, under: claim.lease, by: worker).count
        }
        return moved
    }

    private func complete(_ queues: Queues) async throws(StoreError) -> Int {
        let accepted = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT department, item FROM accepted
                 WHERE jurisdiction = \(jurisdiction.number)
                   AND accepted_at < statement_timestamp() - \(rules.closesAfter)
                 ORDER BY item LIMIT \(Self.mostAtATime)
                """
            ) { row throws(PostgresError) in
                let (department, item) = try row.decode(String.self, Int64.self)
                return Accepted(department: department, item: item)
            }
        }
        for (department, items) in Dictionary(grouping: accepted, by: \.department) {
            _ = try await queues.completeAccepted(
                items.map { Completion(item: $0.item, outcome: .done, note: Self.note) },
                by: Worker(department: department, name: Self.worker)
            )
        }
        return accepted.count
    }

    private static let note =
        "This is the test endpoint: it closes by itself what it was sent, and nobody was asked to act."
}
