public import Postgres
import ServiceRequests

extension RequestMoves {
    /// Opens a closed request again: its first leg that was not cancelled waits in its queue, under the same id and clock.
    ///
    /// A resident may do so where a department closed a leg of it, within `WorkRules.reopenWindow` of its closing and
    /// `WorkRules.maximumReopens` times, anybody else always. It is no longer a duplicate of anything.
    public func reopen(
        _ id: String,
        reason: String?,
        by author: Author
    ) async throws(StoreError) -> MoveResult<MovedLeg> {
        try await onConnection(ringing: { [$0.item] }) { connection throws(PostgresError) in
            try reopen(id, reason: reason, by: author, on: connection)
        }
    }

    /// The same on a caller's connection.
    public func reopen(
        _ id: String,
        reason: String?,
        by author: Author,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<MovedLeg> {
        try moving(id, on: connection) { held, connection throws(PostgresError) in
            guard !held.isOpen else { return .refused(.alreadyOpen) }
            if author == .resident {
                // Nobody said that the problem was dealt with: whoever meets it reports it anew.
                guard !held.isCalledOff else { return .refused(.calledOff) }
                guard held.isFresh else { return .refused(.tooLate) }
                guard held.reopens < rules.maximumReopens else { return .refused(.tooOften) }
            }
            guard let leg = held.legs.first(where: { $0.standing == .closed }) ?? held.legs.first else {
                return .refused(.unknown)
            }
            // One that was cancelled may still be in the lease of a worker who has not heard of it.
            try leaveLeases([leg.item], held.leases, on: connection)
            try connection.execute(
                """
                WITH item AS (
                    UPDATE work_item w
                       SET status = 'open', outcome = NULL, outcome_detail = NULL, closed_at = NULL, attempt = 0,
                           -- It leads from now on, whoever asked for it.
                           asked_by = NULL,
                           -- Nobody lets it out of quarantine by that: it waits for a person with everything else of triage.
                           queue = \(Quarantine.left("w.queue", in: jurisdiction.number))
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(leg.item)
                    RETURNING w.queue, w.priority, w.item, w.department
                )
                INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                SELECT \(jurisdiction.number), queue, priority, item, department FROM item
                """
            )
            try lead(leg.item, of: held.number, on: connection)
            try connection.execute(
                """
                WITH request AS (
                    UPDATE service_request
                       SET status = 'open', open_legs = 1, closed_at = NULL, status_notes = NULL, parent = NULL,
                           confirmed_at = NULL,
                           reopens = least(reopens + 1, 32767), department = \(leg.department),
                           service_notice = CASE WHEN department = \(leg.department) THEN service_notice
                               ELSE coalesce(\(notices[leg.department])::text, service_notice) END,
                           updated_at = statement_timestamp()
                     WHERE jurisdiction = \(jurisdiction.number) AND number = \(held.number)
                )
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, detail)
                SELECT \(jurisdiction.number), \(held.number), \(leg.item), 'reopened', \(author.actor),
                       \(leg.department), json_strip_nulls(json_build_object('reason', \(reason)::text))
                """
            )
            try watch([leg.item], on: connection)
            return .done(MovedLeg(leg, .reopened))
        }
    }
}
