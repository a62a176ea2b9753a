import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestReader {
    private struct NumberedLeg: Sendable {
        let number: Int64
        let leg: LegProgress
    }

    /// How far the legs of a request have come, in their order; empty for an id that does not exist.
    public func legs(of id: String) async throws(StoreError) -> [LegProgress] {
        guard let number = jurisdiction.cipher.number(for: id) else { return [] }
        return try await stored { () throws(PostgresError) in
            try await pool.withConnection { connection throws(PostgresError) in
                try legs(of: [number], on: connection)[number] ?? []
            }
        }
    }

    /// The same of several requests, by number.
    func legs(
        of numbers: [Int64],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Int64: [LegProgress]] {
        let found = try connection.query(
            """
            SELECT w.number, w.leg, w.department, w.offered_to, w.status, w.outcome, w.outcome_detail, w.closed_at,
                   w.pause_reason,
                   -- An open item is waiting, leased or accepted, and leases cannot be asked by item.
                   EXISTS (SELECT FROM ready r
                            WHERE r.jurisdiction = w.jurisdiction AND r.queue = w.queue
                              AND r.priority = w.priority AND r.seq = w.item),
                   EXISTS (SELECT FROM accepted a WHERE a.jurisdiction = w.jurisdiction AND a.item = w.item)
              FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.number = ANY (\(numbers)::bigint[])
             ORDER BY w.number, w.leg
            """,
            Self.leg
        )
        return Dictionary(grouping: found, by: \.number).mapValues { $0.map(\.leg) }
    }

    private static func leg(_ row: borrowing Row) throws(PostgresError) -> NumberedLeg {
        let (
            number, leg, department, offeredTo, status, outcome, detail, closedAt, pauseReason, isWaiting, isAccepted
        ) =
            try row.decode(
                Int64.self,
                Int.self,
                String.self,
                String?.self,
                String.self,
                String?.self,
                String?.self,
                Date?.self,
                String?.self,
                Bool.self,
                Bool.self
            )
        let stage: LegProgress.Stage =
            switch status {
            case "closed": .closed(outcome.flatMap { Outcome(code: $0, detail: detail) } ?? .done)
            case "cancelled": .cancelled
            default: isAccepted ? .accepted : isWaiting ? .waiting : .leased
            }
        return NumberedLeg(
            number: number,
            leg: LegProgress(
                leg: leg,
                department: department,
                offeredTo: offeredTo,
                stage: stage,
                closedAt: closedAt,
                pauseReason: pauseReason
            )
        )
    }
}
