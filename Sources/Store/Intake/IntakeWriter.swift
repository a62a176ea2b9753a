import OpenMetrics
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes submissions, each with its legs, queue rows, history and idempotency record: as many as there are in one
/// statement, whatever becomes of the others.
///
/// A statement is stored whole or not at all, so what one part of a batch came to stands when another fails. A statement
/// whose fate is unknown is sent once more under the same keys, which tell.
struct IntakeWriter: Sendable {
    /// How long the parts of a batch wait for a lock once the whole has waited in vain.
    static let patience: Duration = .milliseconds(50)
    /// For how long after that the ones it was about are sought, so that their neighbours' callers still listen.
    static let search: Duration = .seconds(3)

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let directory: QueueDirectory
    let bell: WorkBell
    let meter: IntakeMeter

    typealias Answer = Result<Submission.Result, StoreError>

    /// Writes each submission; the answers stand in their order.
    ///
    /// A batch that the database refuses for what is in it is halved until the one that it refuses stands alone; so is
    /// one that waits too long for a lock.
    func write(_ submissions: [Submission]) async -> [Answer] {
        // Each has its key from here on, however often it is sent.
        await write(submissions.map { IntakeBatch.Part($0) })
    }

    private func write(_ parts: [IntakeBatch.Part], until end: ContinuousClock.Instant? = nil) async -> [Answer] {
        guard !parts.isEmpty else { return [] }
        let queues: [String: Int32]
        do throws(StoreError) {
            queues = try await directory.numbers(of: Set(parts.flatMap(\.submission.queues)))
        } catch {
            return parts.map { _ in .failure(error) }
        }
        let batch = IntakeBatch(parts, queues: queues)
        let patience = end == nil ? nil : Self.patience
        do throws(PostgresError) {
            do throws(PostgresError) {
                return try await store(batch, waiting: patience)
            } catch  where error.sqlState == .serializationFailure || error.sqlState == .deadlockDetected {
                // Given up for another's sake: nothing of it is stored.
                return try await store(batch, waiting: patience)
            }
        } catch  where error.isFateUnknown {
            return await settle(batch, after: error)
        } catch  where error.sqlState == .lockNotAvailable {
            return await apart(batch, until: end ?? .now + Self.search, after: error)
        } catch  where error.sqlState?.isAboutData == true && parts.count > 1 {
            return await halved(parts, until: end)
        } catch {
            return parts.map { _ in .failure(StoreError(error)) }
        }
    }

    private func halved(_ parts: [IntakeBatch.Part], until end: ContinuousClock.Instant?) async -> [Answer] {
        let middle = parts.count / 2
        let first = await write(Array(parts[..<middle]), until: end)
        return first + (await write(Array(parts[middle...]), until: end))
    }

    /// Sends what may or may not have been stored once more, under the same keys, which tell.
    private func settle(_ batch: IntakeBatch, after first: PostgresError) async -> [Answer] {
        // A server that is just restarting takes connections again in a moment.
        try? await Task.sleep(for: .milliseconds(200))
        do throws(PostgresError) {
            return try await store(batch, isRepeat: true)
        } catch {
            // However the second try failed: what became of the first is still not known.
            return batch.parts.map { _ in .failure(.fateUnknown(first)) }
        }
    }

    /// Something was locked too long: the rows of some keys, whose twins have no answer yet, or something else.
    ///
    /// Those without a key of a client's cannot be what it was about, and go at once; the others are halved until each
    /// that it was about stands alone. What is not found out in time is to be sent again.
    private func apart(
        _ batch: IntakeBatch,
        until end: ContinuousClock.Instant,
        after error: PostgresError
    ) async -> [Answer] {
        let parts = batch.parts
        let keyed = parts.indices.filter { parts[$0].submission.key != nil }
        guard ContinuousClock.now < end, let only = keyed.first else {
            return parts.map { _ in .failure(.unavailable(error)) }
        }
        if parts.count == 1 { return [await alone(parts[only], in: batch, after: error)] }
        guard keyed.count < parts.count else { return await halved(parts, until: end) }
        var answers: [Answer] = parts.map { _ in .failure(.unavailable(error)) }
        let others = parts.indices.filter { parts[$0].submission.key == nil }
        for group in [others, keyed] {
            for (index, answer) in zip(group, await write(group.map { parts[$0] }, until: end)) {
                answers[index] = answer
            }
        }
        return answers
    }

    /// The one that waited in vain although it was sent alone.
    private func alone(
        _ part: IntakeBatch.Part,
        in batch: IntakeBatch,
        after error: PostgresError
    ) async -> Answer {
        do throws(PostgresError) {
            guard try await hold(of: part.key) != .locked else { return .success(.inFlight) }
            // Its twin came to an end meanwhile; or it was about something else, and is so again.
            return try await store(batch, waiting: Self.patience).first ?? .failure(.unavailable(error))
        } catch {
            return .failure(StoreError(error))
        }
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
                try connection.script("BEGIN; SET LOCAL lock_timeout = '50ms'")
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

    /// Runs the statement that stores, and says how long it took.
    private func written(_ insert: SQL, context: SQL?) async throws(PostgresError) -> [Stored] {
        let start = ContinuousClock.now
        // One that fails has taken its time, too: those that end at a deadline are the longest.
        defer { meter.statements.observe(ContinuousClock.now - start) }
        return try await pool.query(insert, context: context) { row throws(PostgresError) in
            let (ordinal, number, item) = try row.decode(Int.self, Int64.self, Int64.self)
            return Stored(ordinal: ordinal, number: number, item: item)
        }
    }

    private func store(
        _ batch: IntakeBatch,
        waiting patience: Duration? = nil,
        isRepeat: Bool = false
    ) async throws(PostgresError) -> [Answer] {
        let insert = batch.insert(into: jurisdiction)
        let context: SQL? = patience.map { patience in
            "SELECT set_config('lock_timeout', \("\(patience / .milliseconds(1))ms"), true)"
        }
        let fresh = try await written(insert, context: context)
        meter.batches.observe(batch.parts.count)
        bell.ring(batch.arrivals(of: fresh.map(\.ordinal), from: fresh.map(\.item).min() ?? 0, in: jurisdiction.number))
        var answers: [Answer?] = Array(repeating: nil, count: batch.parts.count)
        for row in fresh {
            let submission = batch.parts[row.ordinal - 1].submission
            answers[row.ordinal - 1] = receipt(for: submission, number: row.number).map { .success(.stored($0)) }
        }
        let losers = answers.indices.filter { answers[$0] == nil }
        // What was new is stored by now, whatever becomes of the rest.
        do throws(PostgresError) {
            // ON CONFLICT DO NOTHING says nothing of the winner, and this statement's snapshot may be older than it.
            let winners =
                losers.isEmpty ? [] : try await winners(for: losers.map { batch.parts[$0].key }, context: context)
            for index in losers {
                let result = await result(for: batch.parts[index], among: winners, isRepeat: isRepeat)
                answers[index] = .success(result)
            }
        } catch {
            for index in losers { answers[index] = .failure(StoreError(error)) }
        }
        return answers.map { $0 ?? .success(.inFlight) }
    }

    private struct Stored: Sendable {
        let ordinal: Int
        let number: Int64
        /// The lowest item of the batch.
        let item: Int64
    }

    private func receipt(for submission: Submission, number: Int64) -> ServiceRequest.Receipt? {
        StoredReceipt(submission).receipt(for: number, in: jurisdiction)
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
        for part: IntakeBatch.Part,
        among winners: [Winner],
        isRepeat: Bool
    ) async -> Submission.Result {
        guard let winner = winners.first(where: { $0.isOf(part.key) }) else {
            // It was rolled back or is being swept at this moment, or a department used the key for a call, of which the
            // intake is shown nothing.
            return (try? await hold(of: part.key)) == .taken ? .keyUsedOtherwise : .inFlight
        }
        guard winner.fingerprint == part.key.fingerprint, let number = winner.number else { return .keyUsedOtherwise }
        if let receipt = winner.answer.flatMap({ StoredReceipt(json: $0)?.receipt(for: number, in: jurisdiction) }) {
            return isRepeat ? .stored(receipt) : .replayed(receipt)
        }
        // A key made here has no other user: the winner is our own first try.
        return receipt(for: part.submission, number: number).map { .stored($0) } ?? .inFlight
    }

    private func winners(
        for keys: [Submission.Key],
        context: SQL?
    ) async throws(PostgresError) -> [Winner] {
        // Locked, so that this answer waits for a standby that the winner's own commit may not have reached.
        try await pool.query(
            """
            SELECT i.client, i.key, i.fingerprint, i.number, i.answer
              FROM unnest(\(keys.map(\.client))::text[], \(keys.map(\.key))::text[]) AS asked (client, key)
              JOIN idempotency i
                ON i.jurisdiction = \(jurisdiction.number) AND i.client = asked.client AND i.key = asked.key
             ORDER BY i.client, i.key
               FOR NO KEY UPDATE OF i
            """,
            context: context
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
