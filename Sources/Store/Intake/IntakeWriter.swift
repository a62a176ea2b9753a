import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes submissions, each with its legs, queue rows, history and idempotency record: as many as there are in one
/// statement.
///
/// A statement whose fate is unknown is sent once more under the same keys, which tell.
struct IntakeWriter: Sendable {
    /// How long the parts of a batch wait for a lock once the whole has waited in vain, so that the one it was about is
    /// found while its neighbours' callers still listen.
    static let patience: Duration = .milliseconds(100)

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let directory: QueueDirectory
    let bell: WorkBell

    /// Writes each submission whatever becomes of the others; the results stand in their order.
    ///
    /// A batch that the database refuses for what is in it is halved until the one that it refuses stands alone.
    func write(_ submissions: [Submission]) async -> [Result<Submission.Result, StoreError>] {
        do throws(StoreError) {
            return try await writeAll(submissions).map { .success($0) }
        } catch {
            guard submissions.count > 1, case .refused(let cause) = error, cause.sqlState?.isAboutData == true else {
                return submissions.map { _ in .failure(error) }
            }
            let middle = submissions.count / 2
            let first = await write(Array(submissions[..<middle]))
            return first + (await write(Array(submissions[middle...])))
        }
    }

    /// Writes several in one commit; the results stand in their order.
    ///
    /// Either all that are new are written or, when this throws, none.
    func writeAll(
        _ submissions: [Submission],
        waiting patience: Duration? = nil
    ) async throws(StoreError) -> [Submission.Result] {
        let queues = try await directory.numbers(of: Set(submissions.flatMap(\.queues)))
        let batch = IntakeBatch(submissions, queues: queues)
        do throws(PostgresError) {
            return try await store(batch, waiting: patience)
        } catch  where error.isFateUnknown {
            return try await settle(batch, after: error)
        } catch  where error.sqlState == .serializationFailure || error.sqlState == .deadlockDetected {
            return try await stored { () throws(PostgresError) in try await store(batch, waiting: patience) }
        } catch  where error.sqlState == .lockNotAvailable {
            return try await apart(submissions, after: error)
        } catch {
            throw StoreError(error)
        }
    }

    /// Sends what may or may not have been stored once more, under the same keys, which tell.
    private func settle(
        _ batch: IntakeBatch,
        after first: PostgresError
    ) async throws(StoreError) -> [Submission.Result] {
        // A server that is just restarting takes connections again in a moment.
        try? await Task.sleep(for: .milliseconds(200))
        do throws(PostgresError) {
            return try await store(batch, isRepeat: true)
        } catch {
            // However the second try failed: what became of the first is still not known.
            throw .fateUnknown(first)
        }
    }

    /// Something was locked too long: the row of one key, whose twin has no answer yet, or something else.
    ///
    /// The batch is halved until that one stands alone, so that it does not fail its neighbours.
    private func apart(
        _ submissions: [Submission],
        after error: PostgresError
    ) async throws(StoreError) -> [Submission.Result] {
        guard submissions.count > 1 else {
            guard let key = submissions.first?.key else { throw .unavailable(error) }
            let found = try await stored { () throws(PostgresError) -> Hold in try await hold(of: key) }
            guard found != .free else { throw .unavailable(error) }
            return [.inFlight]
        }
        let middle = submissions.count / 2
        let first = try await writeAll(Array(submissions[..<middle]), waiting: Self.patience)
        return first + (try await writeAll(Array(submissions[middle...]), waiting: Self.patience))
    }

    /// How a key stands.
    private enum Hold: Sendable {
        case free
        /// A twin is at it.
        case locked
        case taken
    }

    /// Whether somebody has a key, asked by trying to take it, which is taken back.
    private func hold(of key: Submission.Key) async throws(PostgresError) -> Hold {
        do throws(PostgresError) {
            return try await pool.withConnection { [jurisdiction] connection throws(PostgresError) in
                // Left open, so that the pool rolls it back.
                try connection.script("BEGIN; SET LOCAL lock_timeout = '100ms'")
                return try connection.execute(
                    """
                    INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                    -- The intake's keys are those with a number; this one is nobody's.
                    VALUES (\(jurisdiction.number), \(key.client), \(key.key), \(key.fingerprint), 0)
                    ON CONFLICT ON CONSTRAINT idempotency_key DO NOTHING
                    """
                ) == 0 ? .taken : .free
            }
        } catch  where error.sqlState == .lockNotAvailable {
            return .locked
        }
    }

    private func store(
        _ batch: IntakeBatch,
        waiting patience: Duration? = nil,
        isRepeat: Bool = false
    ) async throws(PostgresError) -> [Submission.Result] {
        let insert = batch.insert(into: jurisdiction.number)
        let context: SQL? = patience.map { patience in
            "SELECT set_config('lock_timeout', \("\(patience / .milliseconds(1))ms"), true)"
        }
        let fresh = try await pool.query(insert, context: context) { row throws(PostgresError) in
            let (ordinal, number, item) = try row.decode(Int.self, Int64.self, Int64.self)
            return Stored(ordinal: ordinal, number: number, item: item)
        }
        bell.ring(batch.arrivals(of: fresh.map(\.ordinal), from: fresh.map(\.item).min() ?? 0, in: jurisdiction.number))
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
                let key = batch.keys[index]
                guard winners.contains(where: { $0.isOf(key) }) else {
                    // It was rolled back or is being swept at this moment, or a department used the key for a call,
                    // of which the intake is shown nothing. What is stored is, whether or not that can be told.
                    results[index] = (try? await hold(of: key)) == .taken ? .keyUsedOtherwise : .inFlight
                    continue
                }
                results[index] = result(
                    for: batch.submissions[index],
                    under: batch.keys[index],
                    among: winners,
                    isRepeat: isRepeat
                )
            }
        }
        return results.map { $0 ?? .inFlight }
    }

    private struct Stored: Sendable {
        let ordinal: Int
        let number: Int64
        /// The lowest item of the batch.
        let item: Int64
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

extension IntakeWriter {
    private struct Winner: Sendable {
        let client: String
        let key: String
        let fingerprint: [UInt8]
        let number: Int64?
        let answer: String?

        func isOf(_ other: Submission.Key) -> Bool { client == other.client && key == other.key }
    }

    private func result(
        for submission: Submission,
        under key: Submission.Key,
        among winners: [Winner],
        isRepeat: Bool
    ) -> Submission.Result {
        guard let winner = winners.first(where: { $0.isOf(key) }) else { return .inFlight }
        guard winner.fingerprint == key.fingerprint, let number = winner.number else { return .keyUsedOtherwise }
        if let answer = winner.answer, let receipt = StoredReceipt(json: answer),
            let id = jurisdiction.cipher.id(for: number)
        {
            return isRepeat ? .stored(receipt.receipt(id: id.text)) : .replayed(receipt.receipt(id: id.text))
        }
        // A key made here has no other user: the winner is our own first try.
        return receipt(for: submission, number: number).map { .stored($0) } ?? .inFlight
    }

    private func winners(for keys: [Submission.Key]) async throws(PostgresError) -> [Winner] {
        // Locked, so that this answer waits for a standby that the winner's own commit may not have reached.
        try await pool.query(
            """
            SELECT i.client, i.key, i.fingerprint, i.number, i.answer
              FROM unnest(\(keys.map(\.client))::text[], \(keys.map(\.key))::text[]) AS asked (client, key)
              JOIN idempotency i
                ON i.jurisdiction = \(jurisdiction.number) AND i.client = asked.client AND i.key = asked.key
             ORDER BY i.client, i.key
               FOR NO KEY UPDATE OF i
            """
        ) { row in
            let (client, key, fingerprint, number, answer) = try row.decode(
                String.self,
                String.self,
                [UInt8].self,
                Int64?.self,
                String?.self
            )
            return Winner(client: client, key: key, fingerprint: fingerprint, number: number, answer: answer)
        }
    }
}

extension SQLState {
    /// Whether a statement was refused for the values in it: data (22), a constraint (23), a size (54).
    fileprivate var isAboutData: Bool { ["22", "23", "54"].contains(classCode) }
}
