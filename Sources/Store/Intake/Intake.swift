public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Stores service requests, each with its legs, queue rows, history and idempotency record, in one statement.
///
/// What `submit` answers with `.stored` is durable. A statement whose fate is unknown is sent once more under the same
/// key, which tells; where the client gave no key the intake makes one.
public struct Intake: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow
    private let directory: QueueDirectory

    /// Writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, directory: QueueDirectory) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.directory = directory
    }

    /// Stores one submission.
    public func submit(_ submission: Submission) async throws(StoreError) -> Submission.Result {
        try await submit([submission]).first.orMissing("intake")
    }

    /// Stores several in one commit; the results stand in the order of the submissions.
    ///
    /// Either all that are new are stored or, when this throws, none.
    public func submit(_ submissions: [Submission]) async throws(StoreError) -> [Submission.Result] {
        let queues = try await directory.numbers(of: Set(submissions.flatMap(\.queues)))
        let batch = IntakeBatch(submissions, queues: queues)
        do throws(PostgresError) {
            return try await store(batch, isRepeat: false)
        } catch  where error.isFateUnknown || error.isTransient && error.sqlState != .lockNotAvailable {
            return try await stored { () throws(PostgresError) in try await store(batch, isRepeat: true) }
        } catch  where error.sqlState == .lockNotAvailable {
            // A twin holds the key and has no answer yet.
            return submissions.map { _ in .inFlight }
        } catch {
            throw StoreError(error)
        }
    }

    private func store(_ batch: IntakeBatch, isRepeat: Bool) async throws(PostgresError) -> [Submission.Result] {
        let insert = batch.insert(into: jurisdiction.number)
        let fresh = try await pool.query(insert) { row throws(PostgresError) in
            let (ordinal, number) = try row.decode(Int.self, Int64.self)
            return Stored(ordinal: ordinal, number: number)
        }
        var results: [Submission.Result?] = Array(repeating: nil, count: batch.submissions.count)
        for row in fresh {
            let submission = batch.submissions[row.ordinal - 1]
            results[row.ordinal - 1] = receipt(for: submission, number: row.number).map { .stored($0) }
        }
        let losers = results.indices.filter { results[$0] == nil }
        if !losers.isEmpty {
            // ON CONFLICT DO NOTHING says nothing of the winner, and this statement's snapshot may be older than it.
            let winners = try await winners(for: losers.map { batch.keys[$0] })
            for index in losers {
                results[index] = result(for: batch.keys[index], among: winners, isRepeat: isRepeat)
            }
        }
        return results.map { $0 ?? .inFlight }
    }

    private struct Stored: Sendable {
        let ordinal: Int
        let number: Int64
    }

    private func receipt(for submission: Submission, number: Int64) -> ServiceRequest.Receipt? {
        jurisdiction.cipher.id(for: number).map { id in
            ServiceRequest.Receipt(
                id: id.text,
                serviceNotice: submission.notice,
                accountID: submission.draft.accountID,
                department: submission.decision.department,
                queue: submission.decision.queue
            )
        }
    }
}

// MARK: - The second of two

extension Intake {
    private struct Winner: Sendable {
        let client: String
        let key: String
        let fingerprint: [UInt8]
        let receipt: ServiceRequest.Receipt?
    }

    private func result(
        for key: Submission.Key,
        among winners: [Winner],
        isRepeat: Bool
    ) -> Submission.Result {
        guard let winner = winners.first(where: { $0.client == key.client && $0.key == key.key }) else {
            // The winner was rolled back, or its key is being swept at this moment.
            return .inFlight
        }
        guard winner.fingerprint == key.fingerprint, let receipt = winner.receipt else { return .keyUsedOtherwise }
        return isRepeat ? .stored(receipt) : .replayed(receipt)
    }

    private func winners(for keys: [Submission.Key]) async throws(PostgresError) -> [Winner] {
        let cipher = jurisdiction.cipher
        return try await pool.query(
            """
            SELECT i.client, i.key, i.fingerprint, i.number,
                   r.service_notice, r.account_id, r.department, q.name
              FROM unnest(\(keys.map(\.client))::text[], \(keys.map(\.key))::text[]) AS asked (client, key)
              JOIN idempotency i
                ON i.jurisdiction = \(jurisdiction.number) AND i.client = asked.client AND i.key = asked.key
              LEFT JOIN service_request r ON r.jurisdiction = i.jurisdiction AND r.number = i.number
              LEFT JOIN work_item w ON w.jurisdiction = i.jurisdiction AND w.number = i.number AND w.leg = 1
              LEFT JOIN queue q ON q.jurisdiction = w.jurisdiction AND q.queue = w.queue
            """
        ) { row throws(PostgresError) in
            let number = try row.decode("number", as: Int64?.self)
            let receipt: ServiceRequest.Receipt? =
                if let id = number.flatMap({ cipher.id(for: $0) }) {
                    ServiceRequest.Receipt(
                        id: id.text,
                        serviceNotice: try row.decode("service_notice", as: String.self),
                        accountID: try row.decode("account_id", as: String?.self),
                        department: try row.decode("department", as: String.self),
                        queue: try row.decode("name", as: String.self)
                    )
                } else { nil }
            return Winner(
                client: try row.decode("client", as: String.self),
                key: try row.decode("key", as: String.self),
                fingerprint: try row.decode("fingerprint", as: [UInt8].self),
                receipt: receipt
            )
        }
    }
}
