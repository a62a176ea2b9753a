public import Postgres
import ServiceRequests

extension RequestMoves {
    /// Lets a request out of quarantine, where it still is in it once it is held: it is decided as if it came in now.
    ///
    /// - Parameters:
    ///   - id: its public id.
    ///   - cause: why it may go.
    ///   - words: what whoever lets it go says about it, where they say anything.
    ///   - author: who does.
    ///   - decide: asked while the request is held. What it cannot decide waits with everything else of triage from then
    ///     on, where a person sees why.
    /// - Returns: what became of it.
    /// - Throws: when the database could not say.
    public func release(
        _ id: String,
        because cause: ReleaseCause,
        saying words: String? = nil,
        by author: Author,
        decide: @Sendable (RequestSubject) -> Decided<Correction>
    ) async throws(StoreError) -> MoveResult<Release> {
        try await onConnection(ringing: \.items) { connection throws(PostgresError) in
            try release(id, because: cause, saying: words, by: author, on: connection, decide: decide)
        }
    }

    /// The same on a caller's connection.
    public func release(
        _ id: String,
        because cause: ReleaseCause,
        saying words: String? = nil,
        by author: Author,
        on connection: isolated PostgresConnection,
        decide: @Sendable (RequestSubject) -> Decided<Correction>
    ) throws(PostgresError) -> MoveResult<Release> {
        try moving(id, on: connection) { held, connection throws(PostgresError) in
            guard let leg = try legInQuarantine(of: held, on: connection) else { return .done(.decidedAnew) }
            let decided = decide(held.subject)
            if case .impossible(let reasons) = decided {
                try setAside(leg.item, of: held.number, reasons, by: author, on: connection)
                return .done(.setAside(reasons))
            }
            switch try reroute(
                held,
                reason: words,
                cause: cause,
                by: author,
                on: connection,
                decide: { _ in decided }
            ) {
            case .done(let rerouted): return .done(.released(rerouted))
            case .refused(let why): return .refused(why)
            }
        }
    }

    /// The leg of a held request that waits in quarantine; nil where it is in it no more, or somebody has it in hand.
    private func legInQuarantine(
        of held: HeldRequest,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> HeldRequest.Leg? {
        guard held.isOpen, let leg = held.legs.first(where: { $0.leg == 1 }), leg.waitsInQuarantine else { return nil }
        let isIn = try connection.first(
            """
            SELECT d.triage = 'quarantine' AND NOT EXISTS (
                       SELECT FROM event k
                        WHERE k.jurisdiction = \(jurisdiction.number) AND k.number = \(held.number)
                          AND k.event > d.event AND \(Quarantine.isEnd)
                   )
              FROM (
                  SELECT e.event,
                         (CASE e.kind WHEN 'submitted' THEN e.detail ELSE e.detail -> 'decision' END) ->> 'triage' AS triage
                    FROM event e
                   WHERE e.jurisdiction = \(jurisdiction.number) AND e.number = \(held.number)
                     AND (e.kind = 'submitted' OR e.kind = 'rerouted' AND e.item IS NULL)
                   ORDER BY e.event DESC LIMIT 1
              ) AS d
            """
        ) { row throws(PostgresError) in try row.decode(Bool?.self) }
        return isIn == true ? leg : nil
    }

    /// Has an item that no rule places any more wait with everything else of triage, which is told why.
    private func setAside(
        _ item: Int64,
        of number: Int64,
        _ reasons: [String],
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        try leaveQuarantine(item, on: connection)
        try connection.execute(
            """
            WITH request AS (
                UPDATE service_request
                   SET bounces = least(bounces + 1, 32767)::smallint, updated_at = statement_timestamp(),
                       service_notice = coalesce(\(notices[Department.triage])::text, service_notice)
                 WHERE jurisdiction = \(jurisdiction.number) AND number = \(number)
            )
            INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
            VALUES (\(jurisdiction.number), \(number), \(item), 'triaged', \(author.actor), \(Department.triage),
                    json_build_object('reason', 'undecidable', 'note', \(reasons.joined(separator: "; "))::text))
            """
        )
    }

    /// Has a held item that waits in quarantine wait with everything else of triage.
    func leaveQuarantine(_ item: Int64, on connection: isolated PostgresConnection) throws(PostgresError) {
        try connection.execute(
            """
            WITH old AS MATERIALIZED (
                SELECT w.item, w.queue, w.priority, \(Quarantine.left("w.queue", in: jurisdiction.number)) AS target
                  FROM work_item w
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
            ), gone AS (
                DELETE FROM ready r USING old
                 WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = old.queue AND r.priority = old.priority
                   AND r.seq = old.item
                RETURNING old.target, r.priority, r.seq, r.attempt, r.department
            ), moved AS (
                UPDATE work_item w SET queue = old.target FROM old
                 WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = old.item
            )
            INSERT INTO ready (jurisdiction, queue, priority, seq, attempt, department)
            SELECT \(jurisdiction.number), target, priority, seq, attempt, department FROM gone
            """
        )
    }
}

extension HeldRequest.Leg {
    /// Whether it waits in the queue of quarantine, and nobody is asked to take it.
    var waitsInQuarantine: Bool { standing == .waiting && offeredTo == nil && queue == Department.quarantine }
}

extension Release {
    /// The items that may wait elsewhere now.
    fileprivate var items: [Int64] {
        if case .released(let rerouted) = self { rerouted.legs.map(\.item) } else { [] }
    }
}
