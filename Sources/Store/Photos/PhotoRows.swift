public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The photos and documents of one jurisdiction, as far as the database knows them; their files are elsewhere.
///
/// Those of a report that is being written go to the request when it is sent, in the statement that closes the draft;
/// where a server ended in between, `attachSent` does it later.
public struct PhotoRows: Sendable {
    /// What became of a photo that was to be added.
    public enum Addition: Sendable, Hashable {
        /// It belongs to the report.
        case added
        /// The report has the same photo already: a form was sent twice. Nothing was written.
        case repeated
        /// The report has as many of its kind as it may have; nothing was written.
        case tooMany
        /// There is no such report, or it was sent; nothing was written.
        case notWritten
    }

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Reads and writes on nobody's behalf, through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Gives a report that is not sent one more photo or document, if it has less than `limit` of its kind and not the
    /// same already, byte for byte.
    public func add(
        _ file: PhotoRow.File,
        to draft: ReportDraft.ID,
        limit: Int
    ) async throws(StoreError) -> Addition {
        try await stored { () throws(PostgresError) in
            try await pool.transaction { connection throws(PostgresError) in
                // One at a time: what others have added meanwhile counts.
                let isWritten = try connection.first(
                    """
                    SELECT form IS NOT NULL AND NOT EXISTS (
                               SELECT FROM idempotency i
                                WHERE i.jurisdiction = \(jurisdiction.number) AND i.client = \(ReportDrafts.client)
                                  AND i.key = \(draft.text)
                           )
                      FROM report_draft
                     WHERE jurisdiction = \(jurisdiction.number) AND draft = \(draft.bytes)
                       AND created_at > statement_timestamp() - \(ReportDrafts.keeping)
                       FOR NO KEY UPDATE
                    """
                ) { row in try row.decode(Bool.self) }
                guard isWritten == true else { return .notWritten }
                let isThere = try connection.first(
                    """
                    SELECT EXISTS (SELECT FROM photo
                                    WHERE jurisdiction = \(jurisdiction.number) AND draft = \(draft.bytes)
                                      AND number IS NULL AND sha256 = \(file.sha256))
                    """
                ) { row in try row.decode(Bool.self) }
                guard isThere != true else { return .repeated }
                let rows = try connection.execute(
                    """
                    INSERT INTO photo (jurisdiction, name, draft, kind, width, height, bytes, sha256, title)
                    SELECT \(jurisdiction.number), \(file.name), \(draft.bytes), \(file.kind.rawValue),
                           \(file.width)::integer, \(file.height)::integer, \(file.bytes)::integer, \(file.sha256),
                           \(file.title)
                     WHERE \(limit) > (
                               SELECT count(*) FROM photo
                                WHERE jurisdiction = \(jurisdiction.number) AND draft = \(draft.bytes)
                                  AND number IS NULL AND kind = \(file.kind.rawValue)
                           )
                    """
                )
                return rows == 1 ? .added : .tooMany
            }
        }
    }

    /// What a report has that is not sent, oldest first.
    public func of(draft: ReportDraft.ID) async throws(StoreError) -> [PhotoRow] {
        try await rows("draft = \(draft.bytes) AND number IS NULL")
    }

    /// What a sent request has, oldest first; nothing for an id that does not exist.
    public func of(request id: String) async throws(StoreError) -> [PhotoRow] {
        guard let number = jurisdiction.cipher.number(for: id) else { return [] }
        return try await rows("number = \(number)")
    }

    /// The same as a role may see it, which for a department is what belongs to a request that it has a leg of.
    public func of(request id: String, as role: ActingRole) async throws(StoreError) -> [PhotoRow] {
        guard let number = jurisdiction.cipher.number(for: id) else { return [] }
        return try await rows("number = \(number)", as: role)
    }

    /// Those of some names that there are rows of.
    public func known(among names: [[UInt8]]) async throws(StoreError) -> [[UInt8]] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                "SELECT name FROM photo WHERE jurisdiction = \(jurisdiction.number) AND name = ANY (\(names))"
            ) { row throws(PostgresError) in try row.decode([UInt8].self) }
        }
    }

    /// Takes a photo out of a report that is not sent; false where it has none of this name.
    ///
    /// The files stay.
    public func remove(_ name: [UInt8], from draft: ReportDraft.ID) async throws(StoreError) -> Bool {
        let removed = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                DELETE FROM photo
                 WHERE jurisdiction = \(jurisdiction.number) AND name = \(name) AND draft = \(draft.bytes)
                   AND number IS NULL AND NOT \(Self.isSent("photo"))
                """
            )
        }
        return removed == 1
    }

    /// Gives at most so many photos of reports that were sent to their requests, where that was left undone; says how
    /// many it was.
    public func attachSent(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH late AS MATERIALIZED (
                    SELECT p.name, coalesce(d.number, i.number) AS number
                      FROM photo p
                      LEFT JOIN report_draft d ON d.jurisdiction = p.jurisdiction AND d.draft = p.draft
                      LEFT JOIN idempotency i
                        ON i.jurisdiction = p.jurisdiction AND i.client = \(ReportDrafts.client)
                       AND i.key = encode(p.draft, 'hex')
                     WHERE p.jurisdiction = \(jurisdiction.number) AND p.number IS NULL
                       AND coalesce(d.number, i.number) IS NOT NULL
                     ORDER BY p.created_at
                     LIMIT \(limit)
                       FOR UPDATE OF p SKIP LOCKED
                )
                UPDATE photo p SET number = late.number FROM late
                 WHERE p.jurisdiction = \(jurisdiction.number) AND p.name = late.name
                """
            )
        }
    }

    /// Whether the report of an unsent row is known to have become a request.
    static func isSent(_ row: SQL) -> SQL {
        """
        EXISTS (
            SELECT FROM idempotency i
             WHERE i.jurisdiction = \(row).jurisdiction AND i.client = \(ReportDrafts.client)
               AND i.key = encode(\(row).draft, 'hex')
        )
        """
    }

    private func rows(_ condition: SQL, as role: ActingRole = .service) async throws(StoreError) -> [PhotoRow] {
        try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT name, kind, width, height, bytes, sha256, title, created_at, department FROM photo
                 WHERE jurisdiction = \(jurisdiction.number) AND \(condition)
                 ORDER BY created_at, name
                """,
                context: role.context
            ) { row throws(PostgresError) in try PhotoRow(row) }
        }
    }
}

extension PhotoRow {
    init(_ row: borrowing Row) throws(PostgresError) {
        let kind = try row.decode("kind", as: String.self)
        guard let kind = Kind(rawValue: kind) else {
            throw PostgresError(.decoding, detail: "expected a known kind of photo, found \(kind)")
        }
        self.init(
            file: File(
                name: try row.decode("name", as: [UInt8].self),
                kind: kind,
                width: try row.decode("width", as: Int?.self),
                height: try row.decode("height", as: Int?.self),
                bytes: try row.decode("bytes", as: Int.self),
                sha256: try row.decode("sha256", as: [UInt8].self),
                title: try row.decode("title", as: String?.self)
            ),
            addedAt: try row.decode("created_at", as: Date.self),
            department: try row.decode("department", as: String?.self)
        )
    }
}
