import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestReader {
    private struct NumberedLine: Sendable {
        let number: Int64
        let line: HistoryLine
    }

    /// What others may be told of at all: word for word what the index of migration 26 says, or it is not used.
    static let mayBeTold: SQL = """
        (
            kind IN (
                'accepted', 'offered', 'declined', 'offer_expired', 'triaged', 'paused', 'resumed', 'question', 'answer',
                'completed', 'cancelled', 'closed', 'reopened', 'rerouted', 'due_moved', 'note'
            )
            OR kind = 'leg_added' AND counterpart IS NOT NULL
        )
        """

    /// The events behind a place, oldest first, of which those that are told and the last of those looked at are given.
    ///
    /// The innermost step walks the index and stops with whoever stops first: it, or the limit of the whole.
    func statement(after cursor: UpdateCursor, end: Date?, limit: Int, look: Int) -> SQL {
        let until: SQL = end.map { last -> SQL in "AND at <= \(last)" } ?? ""
        return """
            SELECT number, event, at, is_told, place = \(look) AS is_last
              FROM (
                  SELECT l.number, l.event, l.at, row_number() OVER (ORDER BY l.at, l.event) AS place,
                         \(isTold("l")) AND coalesce((
                             SELECT \(shows("r")) AND \(UntoldRule.isSince("l", "r")) FROM service_request r
                              WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = l.number
                         ), false) AS is_told
                    FROM (
                        SELECT number, event, at, kind, xid, item, detail FROM event
                         WHERE jurisdiction = \(jurisdiction.number) AND \(Self.mayBeTold)
                           AND (at, event) > (\(cursor.at), \(cursor.event)) \(until)
                         ORDER BY at, event
                         LIMIT \(look)
                    ) AS l
              ) AS looked
             WHERE is_told OR place = \(look)
             ORDER BY at, event
             LIMIT \(limit + 1)
            """
    }

    /// Whether the event that goes by a name is one of its own: the end of a leg that ends its request is told with that,
    /// what staff write for each other is not, and of a correction its request's line alone.
    func isTold(_ event: SQL) -> SQL {
        """
        CASE \(event).kind
            WHEN 'note' THEN (\(event).detail ->> 'public' = 'true' OR \(event).detail -> 'photos' IS NOT NULL) IS TRUE
            WHEN 'rerouted' THEN \(event).item IS NULL
            WHEN 'due_moved' THEN \(event).item IS NULL
            WHEN 'offer_expired' THEN \(event).detail ->> 'reason' IS NULL
            WHEN 'completed' THEN NOT \(closes(event))
            WHEN 'cancelled' THEN NOT \(closes(event))
            ELSE true
        END
        """
    }

    /// Whether the request was closed in the event's transaction.
    ///
    /// Not EXISTS, of which the planner may make one hash over everybody's history.
    private func closes(_ event: SQL) -> SQL {
        """
        coalesce((
            SELECT true FROM event c
             WHERE c.jurisdiction = \(jurisdiction.number) AND c.number = \(event).number AND c.xid = \(event).xid
               AND c.kind = 'closed'
             LIMIT 1
        ), false)
        """
    }

    /// What there is to know of some requests beside their histories.
    func heads(
        _ numbers: [Int64],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [UpdatedHead] {
        try connection.query(
            """
            SELECT r.number, NOT r.withholds_description AND r.service_code = ANY (\(openDescriptions)::text[]),
                   r.client, r.client_reference
              FROM service_request r
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = ANY (\(numbers)::bigint[])
            """
        ) { row throws(PostgresError) in
            let (number, isDescribed, client, reference) = try row.decode(
                Int64.self,
                Bool.self,
                Int32?.self,
                String?.self
            )
            return UpdatedHead(
                number: number,
                isDescribed: isDescribed,
                client: client,
                clientReference: reference
            )
        }
    }

    /// The histories of some requests, without decisions and what was asked before them, which are long and for nobody
    /// here.
    func told(
        _ numbers: [Int64],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Int64: [HistoryLine]] {
        let found = try connection.query(
            """
            SELECT number, event, at, kind, actor, department, counterpart, item,
                   CASE kind
                       WHEN 'submitted' THEN '{}'
                       WHEN 'rerouted' THEN json_build_object(
                           'reason', detail -> 'reason', 'corrected', detail -> 'corrected'
                       )::text
                       ELSE detail::text
                   END
              FROM event
             WHERE jurisdiction = \(jurisdiction.number) AND number = ANY (\(numbers)::bigint[])
             ORDER BY number, event
            """
        ) { row throws(PostgresError) in
            let (number, event, at, kind, actor, department, counterpart, item, detail) = try row.decode(
                Int64.self,
                Int64.self,
                Date.self,
                String.self,
                String.self,
                String?.self,
                String?.self,
                Int64?.self,
                String.self
            )
            let line = HistoryLine(
                at: at,
                kind: kind,
                actor: actor,
                department: department,
                counterpart: counterpart,
                item: item,
                detailJSON: detail,
                event: event
            )
            return NumberedLine(number: number, line: line)
        }
        return Dictionary(grouping: found, by: \.number).mapValues { $0.map(\.line) }
    }
}
