import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Board {
    private struct Group: Sendable {
        let at: Date
        let line: BoardOutcomes.Line
        let toVerifiedFix: BoardOutcomes.Times?
        let isTotal: Bool
    }

    private struct Kind: Sendable {
        let kind: TriageKind
        let items: Int
    }

    /// What became of the work of the last 30 days, of one moment; the work grows with what was closed in them.
    public func outcomes() async throws(StoreError) -> BoardOutcomes {
        try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { [self] connection throws(PostgresError) in
                let groups = try groups(on: connection)
                let triage = try triage(on: connection)
                // Of nothing at all there is one group, the total.
                let total = groups.first { $0.isTotal && $0.line.ended > 0 }
                return BoardOutcomes(
                    at: try Self.moment(on: connection),
                    lines: groups.filter { !$0.isTotal }.map(\.line).sorted { $0.department < $1.department },
                    total: total?.line,
                    toVerifiedFix: total?.toVerifiedFix,
                    triage: Dictionary(triage.map { ($0.kind, $0.items) }, uniquingKeysWith: +)
                )
            }
        }
    }

    private func groups(on connection: isolated PostgresConnection) throws(PostgresError) -> [Group] {
        try connection.query(
            """
            WITH ended AS MATERIALIZED (
                SELECT DISTINCT ON (e.item) e.item, e.at, e.department
                  FROM event e
                 WHERE e.jurisdiction = \(jurisdiction.number) AND e.kind = 'completed'
                   AND e.at >= transaction_timestamp() - \(Duration.seconds(BoardOutcomes.days * 86_400))
                 ORDER BY e.item, e.at DESC
            ), known AS MATERIALIZED (
                SELECT d.department, w.number, w.closed_at, s.requested_at, s.confirmed_at, s.bounces, s.reopens,
                       s.first_at, w.is_done,
                       -- A request counts once among all, though several of its legs were done.
                       w.is_done AND row_number() OVER (PARTITION BY w.number, w.is_done ORDER BY d.item) = 1 AS is_one
                  FROM ended d
                 CROSS JOIN LATERAL (
                     SELECT x.number, x.closed_at,
                            (x.status = 'closed' AND x.closed_at = d.at AND x.outcome = 'done') IS TRUE AS is_done
                       FROM work_item x
                      WHERE x.jurisdiction = \(jurisdiction.number) AND x.item = d.item OFFSET 0
                 ) AS w
                 CROSS JOIN LATERAL (
                     SELECT r.requested_at, r.confirmed_at, r.bounces, r.reopens,
                            CASE WHEN r.confirmed_at IS NOT NULL THEN least(r.requested_at, (
                                SELECT min(o.requested_at) FROM service_request o
                                 WHERE o.jurisdiction = \(jurisdiction.number) AND o.parent = w.number
                            )) END AS first_at
                       FROM service_request r
                      WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = w.number OFFSET 0
                 ) AS s
            )
            SELECT transaction_timestamp() AS at, grouping(department) = 1 AS is_total, coalesce(department, '') AS code,
                   count(*) AS ended, count(*) FILTER (WHERE is_done) AS done,
                   percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
                       ORDER BY extract(epoch FROM closed_at - requested_at)::double precision
                   ) FILTER (WHERE is_done) AS times,
                   count(*) FILTER (WHERE bounces > 0) AS bounced, count(*) FILTER (WHERE reopens > 0) AS reopened,
                   count(DISTINCT number) FILTER (WHERE is_done) AS requests,
                   count(DISTINCT number) FILTER (WHERE is_done AND confirmed_at IS NOT NULL) AS verified,
                   percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
                       ORDER BY extract(epoch FROM confirmed_at - first_at)::double precision
                   ) FILTER (WHERE is_one AND confirmed_at IS NOT NULL) AS to_fix
              FROM known
             GROUP BY GROUPING SETS ((department), ())
            """,
            deadline: Self.deadline
        ) { row in
            Group(
                at: try row.decode("at", as: Date.self),
                line: BoardOutcomes.Line(
                    department: try row.decode("code", as: String.self),
                    ended: try row.decode("ended", as: Int.self),
                    done: try row.decode("done", as: Int.self),
                    times: BoardOutcomes.Times(try row.decode("times", as: [Double]?.self)),
                    bounced: try row.decode("bounced", as: Int.self),
                    reopened: try row.decode("reopened", as: Int.self),
                    requests: try row.decode("requests", as: Int.self),
                    verified: try row.decode("verified", as: Int.self)
                ),
                toVerifiedFix: BoardOutcomes.Times(try row.decode("to_fix", as: [Double]?.self)),
                isTotal: try row.decode("is_total", as: Bool.self)
            )
        }
    }

    /// The open items of triage by kind, as triage sorts them; of those it looks at.
    private func triage(on connection: isolated PostgresConnection) throws(PostgresError) -> [Kind] {
        let steps = TriageSteps(jurisdiction: jurisdiction.number, privacy: PrivacyRule(services: []), nearness: 0)
        return try connection.query(
            "WITH \(steps.sorted) SELECT kind, count(*) FROM sorted WHERE way = 'triage' GROUP BY kind",
            deadline: Self.deadline
        ) { row throws(PostgresError) in
            let (name, items) = try row.decode(String.self, Int.self)
            return Kind(kind: TriageKind(rawValue: name) ?? .other, items: items)
        }
    }
}
