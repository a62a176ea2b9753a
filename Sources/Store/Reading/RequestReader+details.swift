import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension RequestReader {
    private struct Standing: Sendable {
        let number: Int64
        let reopens: Int
        let original: Int64?
        let duplicates: Int
        let isPrivate: Bool
        let isDescribed: Bool
    }

    private struct NumberedPhoto: Sendable {
        let number: Int64
        let photo: PhotoRow
    }

    /// What is known of several requests beside their records, by public id; those that do not exist are left out.
    public func details(of ids: [String]) async throws(StoreError) -> [String: PublicDetails] {
        let numbers = ids.compactMap { jurisdiction.cipher.number(for: $0) }
        guard !numbers.isEmpty else { return [:] }
        let found = try await stored { () throws(PostgresError) in
            try await pool.transaction(.repeatableReadReadOnly) { connection throws(PostgresError) in
                let legs = try legs(of: numbers, on: connection)
                let history = try History.lines(of: numbers, in: jurisdiction, on: connection)
                return try standings(of: numbers, on: connection).map { standing in
                    NumberedDetails(
                        number: standing.number,
                        details: PublicDetails(
                            reopens: standing.reopens,
                            original: standing.original.flatMap { jurisdiction.cipher.id(for: $0)?.text },
                            duplicates: standing.duplicates,
                            isPrivate: standing.isPrivate,
                            isDescribed: standing.isDescribed,
                            legs: legs[standing.number] ?? [],
                            history: history[standing.number] ?? []
                        )
                    )
                }
            }
        }
        return Dictionary(
            found.compactMap { found in jurisdiction.cipher.id(for: found.number).map { ($0.text, found.details) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private struct NumberedDetails: Sendable {
        let number: Int64
        let details: PublicDetails
    }

    /// The photos of several requests that everybody may see, by public id, oldest first: those of departments' work, and
    /// those of residents where the public reads their descriptions.
    public func photos(of ids: [String]) async throws(StoreError) -> [String: [PhotoRow]] {
        let numbers = ids.compactMap { jurisdiction.cipher.number(for: $0) }
        guard !numbers.isEmpty else { return [:] }
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT p.number, p.name, p.kind, p.width, p.height, p.bytes, p.sha256, p.title, p.created_at, p.department
                  FROM photo p
                  JOIN service_request r ON r.jurisdiction = p.jurisdiction AND r.number = p.number
                 WHERE p.jurisdiction = \(jurisdiction.number) AND p.number = ANY (\(numbers)::bigint[])
                   AND p.kind = 'photo' AND \(shows("r"))
                   AND (p.department IS NOT NULL OR \(described))
                 ORDER BY p.created_at, p.name
                """
            ) { row throws(PostgresError) in
                NumberedPhoto(number: try row.decode("number", as: Int64.self), photo: try PhotoRow(row))
            }
        }
        return Dictionary(grouping: found) { jurisdiction.cipher.id(for: $0.number)?.text ?? "" }
            .mapValues { $0.map(\.photo) }
    }

    private var described: SQL {
        "NOT r.withholds_description AND r.service_code = ANY (\(openDescriptions)::text[])"
    }

    private func standings(
        of numbers: [Int64],
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> [Standing] {
        try connection.query(
            """
            SELECT r.number, r.reopens,
                   (SELECT o.number FROM service_request o
                     WHERE o.jurisdiction = r.jurisdiction AND o.number = r.parent AND \(shows("o"))
                       -- An original is at the same place.
                       AND NOT \(privacy.covers("r"))),
                   (SELECT count(*) FROM service_request d
                     WHERE d.jurisdiction = r.jurisdiction AND d.parent = r.number AND \(shows("d"))),
                   \(privacy.covers("r")), NOT \(privacy.covers("r")) AND \(described)
              FROM service_request r
             WHERE r.jurisdiction = \(jurisdiction.number) AND r.number = ANY (\(numbers)::bigint[])
            """
        ) { row throws(PostgresError) in
            let (number, reopens, original, duplicates, isPrivate, isDescribed) = try row.decode(
                Int64.self,
                Int.self,
                Int64?.self,
                Int.self,
                Bool.self,
                Bool.self
            )
            return Standing(
                number: number,
                reopens: reopens,
                original: original,
                duplicates: duplicates,
                isPrivate: isPrivate,
                isDescribed: isDescribed
            )
        }
    }
}
