public import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What residents of one jurisdiction do on other sites.
public struct Errands: Sendable {
    /// How long one is kept after its beginning, and after each word of the other site.
    public static let keeping: Duration = .seconds(400 * 24 * 3600)

    /// What became of another site's word.
    public enum Telling: Sendable, Hashable {
        /// It is on record now.
        case kept
        /// A word as new as this one is on record; nothing was changed.
        case known
        /// There is no such errand, or none of this entry of the catalog.
        case unknown
    }

    private let pool: PostgresPool
    private let jurisdiction: JurisdictionRow

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// Begins one for an entry of the catalog.
    public func begin(_ code: String) async throws(StoreError) -> Errand.ID {
        let id = Errand.ID()
        _ = try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                INSERT INTO errand (jurisdiction, errand, service_code)
                VALUES (\(jurisdiction.number), \(id.bytes), \(code))
                """
            )
        }
        return id
    }

    /// The errand; nil where there is none, or it was forgotten.
    public func errand(_ id: Errand.ID) async throws(StoreError) -> Errand? {
        try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                SELECT service_code, created_at, state, words, told_at
                  FROM errand
                 WHERE jurisdiction = \(jurisdiction.number) AND errand = \(id.bytes)
                """
            ) { row throws(PostgresError) in
                let (code, createdAt, state, words, toldAt) = try row.decode(
                    String.self,
                    Date.self,
                    String.self,
                    String?.self,
                    Date?.self
                )
                return Errand(
                    id: id,
                    code: code,
                    createdAt: createdAt,
                    state: Errand.State(rawValue: state) ?? .begun,
                    words: words,
                    toldAt: toldAt
                )
            }
        }
    }

    /// Keeps what another site says, unless it has said something as late or later: words may overtake one another.
    public func tell(_ id: Errand.ID, of code: String, _ word: Errand.Word) async throws(StoreError) -> Telling {
        let changed = try await stored { () throws(PostgresError) in
            try await pool.first(
                """
                WITH told AS (
                    UPDATE errand
                       SET state = \(word.state.rawValue), words = \(word.words), word_time = \(word.time),
                           told_at = statement_timestamp()
                     WHERE jurisdiction = \(jurisdiction.number) AND errand = \(id.bytes)
                       AND service_code = \(code) AND (word_time IS NULL OR word_time < \(word.time))
                    RETURNING true
                )
                SELECT EXISTS (SELECT FROM told), EXISTS (
                    SELECT FROM errand
                     WHERE jurisdiction = \(jurisdiction.number) AND errand = \(id.bytes) AND service_code = \(code)
                )
                """
            ) { row throws(PostgresError) in
                let (isKept, isThere) = try row.decode(Bool.self, Bool.self)
                return isKept ? Telling.kept : isThere ? .known : .unknown
            }
        }
        return changed ?? .unknown
    }

    /// Forgets at most so many that are too old; gives how many it was.
    public func forgetOld(limit: Int) async throws(StoreError) -> Int {
        try await stored { () throws(PostgresError) in
            try await pool.execute(
                """
                WITH old AS MATERIALIZED (
                    SELECT errand FROM errand
                     WHERE jurisdiction = \(jurisdiction.number)
                       AND coalesce(told_at, created_at) < statement_timestamp() - \(Self.keeping)
                     ORDER BY coalesce(told_at, created_at)
                     LIMIT \(limit)
                       FOR UPDATE SKIP LOCKED
                )
                DELETE FROM errand e USING old
                 WHERE e.jurisdiction = \(jurisdiction.number) AND e.errand = old.errand
                """
            )
        }
    }
}
