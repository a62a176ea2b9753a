import Postgres
import ServiceRequests

extension RequestReader {
    private struct Told: Sendable {
        let number: Int64
        let event: Int64
    }

    private struct Part: Sendable {
        var told: [Told] = []
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
         WHERE \(isTold("l")) AND \(shows("r"))
           AND NOT coalesce((
               SELECT true FROM client_update u
                WHERE u.jurisdiction = \(jurisdiction.number) AND u.number = l.number AND u.client = \(client)
                  AND u.event = l.event
                LIMIT 1
           ), false)
        ON CONFLICT ON CONSTRAINT client_outbox_key DO NOTHING
        """
    }

    /// Some of the updates that wait for a client, as far as they may be told now, in the order of their events.
    func updates(ofOutbox events: [Int64], for client: Int32) async throws(StoreError) -> UpdatePage {
        guard !events.isEmpty else { return UpdatePage(entries: [], subjects: [:], next: nil, isCutShort: false) }
        let part: Part = try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
                var part = Part()
                part.told = try connection.query(
                    """
                    SELECT o.number, o.event
                      FROM client_outbox o
                      JOIN service_request r ON r.jurisdiction = o.jurisdiction AND r.number = o.number
                     WHERE o.jurisdiction = \(jurisdiction.number) AND o.client = \(client)
                       AND o.event = ANY (\(events)::bigint[]) AND \(shows("r"))
                     ORDER BY o.event
                    """
                ) { row throws(PostgresError) in
                    let (number, event) = try row.decode(Int64.self, Int64.self)
                    return Told(number: number, event: event)
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
