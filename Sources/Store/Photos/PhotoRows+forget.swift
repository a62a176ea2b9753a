import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension PhotoRows {
    private struct Unsent: Sendable {
        let name: [UInt8]
        let addedAt: Date
    }

    /// Forgets the photos of reports that are forgotten themselves, so many at a time; says how many it was.
    ///
    /// `remove` is called first, with each name: it removes the files, which may be gone already, and says whether it
    /// could. What it could not stays for the next time, holds up nothing, and is not counted.
    public func forgetUnsent(
        page: Int,
        remove: @Sendable ([UInt8]) async -> Bool
    ) async throws(StoreError) -> Int {
        var (forgotten, last): (Int, Unsent?) = (0, nil)
        repeat {
            let unsent = try await unsent(page, after: last)
            var gone: [[UInt8]] = []
            for photo in unsent where await remove(photo.name) { gone.append(photo.name) }
            if !gone.isEmpty { forgotten += try await forget(gone) }
            last = unsent.count < page ? nil : unsent.last
        } while last != nil && !Task.isCancelled
        return forgotten
    }

    private func unsent(_ limit: Int, after last: Unsent?) async throws(StoreError) -> [Unsent] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT p.name, p.created_at FROM photo p
                 WHERE p.jurisdiction = \(jurisdiction.number) AND p.number IS NULL
                   AND (\(last?.addedAt)::timestamptz IS NULL
                        OR (p.created_at, p.name) > (\(last?.addedAt)::timestamptz, \(last?.name)::bytea))
                   AND NOT \(Self.isSent("p"))
                   AND NOT EXISTS (
                       SELECT FROM report_draft d
                        WHERE d.jurisdiction = p.jurisdiction AND d.draft = p.draft
                          AND d.created_at > statement_timestamp() - \(ReportDrafts.keeping + ReportDrafts.grace)
                   )
                 ORDER BY p.created_at, p.name
                 LIMIT \(limit)
                """
            ) { row throws(PostgresError) in
                let (name, addedAt) = try row.decode([UInt8].self, Date.self)
                return Unsent(name: name, addedAt: addedAt)
            }
        }
    }

    private func forget(_ names: [[UInt8]]) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM photo
                 WHERE jurisdiction = \(jurisdiction.number) AND name = ANY (\(names)) AND number IS NULL
                """
            )
        }
    }
}
