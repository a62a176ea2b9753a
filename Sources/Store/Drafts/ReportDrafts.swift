import Crypto
public import Postgres
import ServiceRequests

/// The drafts of one jurisdiction's residents.
///
/// A draft makes at most one service request: it is sent under `key(of:)`, and what is stored under that key tells even
/// where the mark on the draft itself got lost.
public struct ReportDrafts: Sendable {
    /// How long a draft is kept after its first saving.
    public static let keeping: Duration = .seconds(24 * 3600)

    /// How much longer it stays, unread, for whoever read it in time and is sending it.
    public static let grace: Duration = .seconds(3600)

    static let client = "resident"

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// The key a draft is submitted under.
    ///
    /// The fingerprint is the draft's alone: whatever was changed in between, one draft makes one request.
    public static func key(of id: ReportDraft.ID) -> Submission.Key {
        Submission.Key(
            client: client,
            key: id.text,
            fingerprint: Array(SHA256.hash(data: Array("report \(id.text)".utf8)))
        )
    }

    /// Keeps a new draft.
    public func save(_ form: String) async throws(StoreError) -> ReportDraft.ID {
        let id = ReportDraft.ID()
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO report_draft (jurisdiction, draft, form)
                VALUES (\(jurisdiction.number), \(id.bytes), \(form))
                """
            )
        }
        return id
    }

    /// Writes a draft anew; false where there is none, or it has been sent.
    public func replace(_ id: ReportDraft.ID, with form: String) async throws(StoreError) -> Bool {
        let changed = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                UPDATE report_draft d SET form = \(form)
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.draft = \(id.bytes) AND d.form IS NOT NULL
                   AND d.created_at > statement_timestamp() - \(Self.keeping)
                   AND NOT EXISTS (
                       SELECT FROM idempotency i
                        WHERE i.jurisdiction = \(jurisdiction.number) AND i.client = \(Self.client)
                          AND i.key = \(id.text)
                   )
                """
            )
        }
        return changed == 1
    }

    /// The draft; nil where there is none, or it is too old.
    public func draft(_ id: ReportDraft.ID) async throws(StoreError) -> ReportDraft? {
        let state: ReportDraft.State?? = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT d.form, coalesce(d.number, i.number)
                  FROM report_draft d
                  LEFT JOIN idempotency i
                    ON i.jurisdiction = \(jurisdiction.number) AND i.client = \(Self.client) AND i.key = \(id.text)
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.draft = \(id.bytes)
                   AND d.created_at > statement_timestamp() - \(Self.keeping)
                """
            ) { row throws(PostgresError) in
                let (form, number) = try row.decode(String?.self, Int64?.self)
                if let number, let id = jurisdiction.cipher.id(for: number) {
                    return .sent(serviceRequestID: id.text)
                }
                return form.map { .written(form: $0) }
            }
        }
        return state.flatMap(\.self).map { ReportDraft(id: id, state: $0) }
    }

    /// Notes what a draft became, forgets its words, and gives its photos to the request.
    ///
    /// - Returns: the form that was forgotten, to the one call of any number that closes the draft: what is still to be done
    ///   with it is done once. Nil to all others.
    @discardableResult
    public func close(_ id: ReportDraft.ID, as serviceRequestID: String) async throws(StoreError) -> String? {
        guard let number = jurisdiction.cipher.number(for: serviceRequestID) else { return nil }
        return try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                WITH given AS (
                    UPDATE photo SET number = \(number)
                     WHERE jurisdiction = \(jurisdiction.number) AND draft = \(id.bytes) AND number IS NULL
                ), open AS (
                    SELECT jurisdiction, draft, form FROM report_draft
                     WHERE jurisdiction = \(jurisdiction.number) AND draft = \(id.bytes) AND number IS NULL
                       FOR UPDATE
                )
                UPDATE report_draft d SET form = NULL, number = \(number)
                  FROM open
                 WHERE d.jurisdiction = open.jurisdiction AND d.draft = open.draft
                RETURNING open.form
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
        }
    }

    /// Forgets at most so many drafts that are too old; gives how many it was.
    public func forgetOld(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    -- Several servers sweep at once: each takes what no other has.
                    SELECT draft FROM report_draft
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND created_at < statement_timestamp() - \(Self.keeping + Self.grace)
                     ORDER BY created_at
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM report_draft d USING old
                 WHERE d.jurisdiction = \(jurisdiction.number) AND d.draft = old.draft
                """
            )
        }
    }
}
