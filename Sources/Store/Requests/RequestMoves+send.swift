public import Postgres
public import ServiceRequests

extension RequestMoves {
    /// Where somebody decides that an item goes: another department, and its queue.
    public struct Target: Sendable, Hashable {
        /// The other department's code.
        public let department: String
        /// The number of its queue for the place, as `QueueDirectory` knows it.
        public let queue: Int32

        /// Creates a target; that the queue is the department's, the caller has looked up.
        public init(department: String, queue: Int32) {
            self.department = department
            self.queue = queue
        }
    }

    /// A person who decides about the whole city's work offers an item to another department.
    ///
    /// It is one that nobody has in hand, or that its owner has accepted. The owner stays until the other accepts. Not to
    /// triage, where nobody is asked. The hops of the item begin anew: they count what departments do, and here a person
    /// has looked.
    public func send(
        _ item: Int64,
        to target: Target,
        reason: String,
        by worker: Worker,
        for time: Duration = WorkRules.standard.offerTime,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> MoveResult<Bool> {
        try moving(requestOf: item, on: connection) { held, leg, connection throws(PostgresError) in
            guard leg.standing.isOpen else { return .refused(.alreadyClosed) }
            // What somebody holds, or was asked to take, is answered first.
            guard leg.standing != .leased, leg.offeredTo == nil, leg.department != target.department else {
                return .refused(.notYours)
            }
            let isFit = try connection.first(
                """
                SELECT w.paused_at IS NULL AND \(target.department) <> \(Department.triage)
                       AND EXISTS (
                           SELECT FROM queue q
                            WHERE q.jurisdiction = \(jurisdiction.number) AND q.queue = \(target.queue)
                              AND q.department = \(target.department)
                       )
                  FROM work_item w WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
                """
            ) { row throws(PostgresError) in try row.decode(Bool.self) }
            // A pause ends by the calendar, which is not asked here: it must be over before another department is.
            guard isFit == true else { return .refused(.notYours) }
            try leavePlaces([item], on: connection)
            try connection.execute(
                """
                WITH item AS (
                    UPDATE work_item w
                       SET offered_to = \(target.department), queue = \(target.queue),
                           return_queue = \(Quarantine.left("w.queue", in: jurisdiction.number)),
                           offer_expires_at = statement_timestamp() + \(time), attempt = 0, hops = 1
                     WHERE w.jurisdiction = \(jurisdiction.number) AND w.item = \(item)
                    RETURNING w.item, w.number, w.queue, w.priority, w.department, w.offered_to, w.offer_expires_at
                ), waiting AS (
                    INSERT INTO ready (jurisdiction, queue, priority, seq, department)
                    SELECT \(jurisdiction.number), queue, priority, item, offered_to FROM item
                ), watched AS (
                    INSERT INTO deadline (jurisdiction, at, item, kind, about)
                    SELECT \(jurisdiction.number), offer_expires_at, item, 'offer', offer_expires_at FROM item
                ), request AS (
                    UPDATE service_request s SET bounces = least(s.bounces + 1, 32767)::smallint
                      FROM item WHERE s.jurisdiction = \(jurisdiction.number) AND s.number = item.number
                )
                INSERT INTO event (jurisdiction, number, item, kind, actor, department, counterpart, detail)
                SELECT \(jurisdiction.number), number, item, 'offered', \(worker.actor), department, offered_to,
                       json_build_object(
                           'reason', \(reason)::text,
                           'until', to_char(offer_expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                       )
                  FROM item
                """
            )
            return .done(true)
        }
    }
}
