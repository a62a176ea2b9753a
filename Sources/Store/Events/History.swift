public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the history of service requests.
public struct History: Sendable {
    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Every event of a request, oldest first; empty for an id that does not exist.
    public func lines(of id: String) async throws(StoreError) -> [HistoryLine] {
        guard let number = jurisdiction.cipher.number(for: id) else { return [] }
        return try await stored { () throws(PostgresError) in
            try await pool.withConnection { [jurisdiction] connection throws(PostgresError) in
                try Self.lines(of: number, in: jurisdiction, on: connection)
            }
        }
    }

    /// The same within a caller's transaction, by the request's number.
    static func lines(
        of number: Int64,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [HistoryLine] {
        try lines(of: [number], in: jurisdiction, on: connection)[number] ?? []
    }

    /// The same of several requests, by number.
    static func lines(
        of numbers: [Int64],
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Int64: [HistoryLine]] {
        let found = try connection.query(
            """
            SELECT number, event, at, kind, actor, department, counterpart, item, detail::text FROM event
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

    private struct NumberedLine: Sendable {
        let number: Int64
        let line: HistoryLine
    }
}
