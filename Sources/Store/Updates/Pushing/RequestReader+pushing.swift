import Postgres
import ServiceRequests

extension RequestReader {
    private struct Part: Sendable {
        var told: [WaitingUpdate] = []
        var heads: [UpdatedHead] = []
        var history: [Int64: [HistoryLine]] = [:]
    }

    /// Puts the events of a window that a client is told of into its outbox: those of requests that it sent, but what it said
    /// itself.
    func gathering(_ client: Int32, window: SQL) -> SQL {
        """
        INSERT INTO client_outbox (jurisdiction, client, number, event)
        SELECT \(jurisdiction.number), \(client), l.number, l.event
          FROM (
              SELECT number, event, kind, xid, item, detail FROM event
               WHERE jurisdiction = \(jurisdiction.number) AND \(window) AND \(Self.mayBeTold)
          ) AS l
          JOIN service_request r
            ON r.jurisdiction = \(jurisdiction.number) AND r.number = l.number AND r.client = \(client)
         WHERE \(isTold("l")) AND \(shows("r")) AND \(UntoldRule.isSince("l", "r"))
           AND NOT coalesce((
               SELECT true FROM client_update u
                WHERE u.jurisdiction = \(jurisdiction.number) AND u.number = l.number AND u.client = \(client)
                  AND u.event = l.event
                LIMIT 1
           ), false)
        ON CONFLICT ON CONSTRAINT client_outbox_key DO NOTHING
        """
    }

    /// Some of the updates that wait for a client, as far as they may be told now, in the order given.
    func updates(of waiting: [WaitingUpdate]) async throws(StoreError) -> UpdatePage {
        guard !waiting.isEmpty else { return UpdatePage(entries: [], subjects: [:], next: nil, isCutShort: false) }
        let part: Part = try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
                var part = Part()
                part.told = try connection.query(
                    """
                    SELECT w.number, w.event
                      FROM unnest(\(waiting.map(\.number))::bigint[], \(waiting.map(\.event))::bigint[])
                           WITH ORDINALITY AS w (number, event, place)
                      JOIN service_request r
                        ON r.jurisdiction = \(jurisdiction.number) AND r.number = w.number AND \(shows("r"))
                     ORDER BY w.place
                    """
                ) { row throws(PostgresError) in
                    let (number, event) = try row.decode(Int64.self, Int64.self)
                    return WaitingUpdate(number: number, event: event)
                }
                let numbers = Array(Set(part.told.map(\.number)))
                part.heads = try heads(numbers, on: connection)
                part.history = try told(numbers, on: connection)
                return part
            }
        }
        return UpdatePage(
            entries: part.told.compactMap { entry($0.event, of: $0.number) },
            subjects: subjects(part.heads, part.history),
            next: nil,
            isCutShort: false
        )
    }
}
