public import Postgres

/// Stores service requests, each with its legs, queue rows, history and idempotency record.
///
/// It batches itself: while one statement is in flight, what comes in gathers, and the next statement carries it all, in
/// one commit. Nothing waits while nothing is in flight. What `submit` answers with `.stored` is durable. A statement
/// whose fate is unknown is sent once more under the same key, which tells; where the client gave no key the intake makes
/// one.
public struct Intake: Sendable {
    /// What it has done.
    public let meter: IntakeMeter

    private let writer: IntakeWriter
    private let lane: IntakeLane

    /// Writes through a pool it does not own, and rings a bell that everything in this process shares.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        directory: QueueDirectory,
        bell: WorkBell = WorkBell(),
        limits: IntakeLimits = .standard
    ) {
        let meter = IntakeMeter()
        let writer = IntakeWriter(
            pool: pool,
            jurisdiction: jurisdiction,
            directory: directory,
            bell: bell,
            meter: meter
        )
        self.meter = meter
        self.writer = writer
        lane = IntakeLane(limits: limits) { submissions in await writer.write(submissions) }
    }

    /// Stores one submission, together with whatever else comes in meanwhile.
    ///
    /// One that cannot be stored fails by itself. Twins, the same under the same key, are stored once, and all are told
    /// the same.
    ///
    /// - Throws: `.crowded` where so many wait already that it is not taken on; nothing of it is stored.
    public func submit(_ submission: Submission) async throws(StoreError) -> Submission.Result {
        let answer = await lane.submit(submission)
        meter.count(answer)
        return try answer.get()
    }

    /// Stores several at once, in one commit where nothing is wrong with any; the results stand in their order.
    ///
    /// Each is stored whatever becomes of the others. Throws the first failure there is.
    public func submit(_ submissions: [Submission]) async throws(StoreError) -> [Submission.Result] {
        var results: [Submission.Result] = []
        let answers = await writer.write(submissions)
        for answer in answers { meter.count(answer) }
        for answer in answers { results.append(try answer.get()) }
        return results
    }

    /// Whether so many wait that another would not be taken on: to be asked before work is put into one.
    public var isCrowded: Bool { lane.isCrowded }

    /// How many have no answer yet.
    public var waiting: Int { lane.waiting }
}
