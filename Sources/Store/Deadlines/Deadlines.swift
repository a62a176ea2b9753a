public import Postgres
import ServiceRequests

/// The clock that watches over open work: warns when an item is due soon and says, once, when it is overdue.
///
/// A row of `deadline` is inserted with the work, and again whenever an item's date moves; it is about that date and
/// nothing else, so old ones need not be sought: when their time comes they mean nothing, and go.
public struct Deadlines: Sendable {
    let pool: PostgresPool
    let jurisdiction: JurisdictionRow
    let bell: WorkBell

    /// Works through a pool it does not own, and rings a bell that everything in this process shares.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow, bell: WorkBell = WorkBell()) {
        self.pool = pool
        self.jurisdiction = jurisdiction
        self.bell = bell
    }

    /// The INSERT that watches over items whose date is new: a row for the warning and one for the date itself.
    ///
    /// - Parameters:
    ///   - step: a step of the statement with the columns item, due_at and warning_at; the items' rows are locked or
    ///     new. Without a warning_at there is only the date's row.
    ///   - jurisdiction: whose items.
    ///   - isNew: whether the items are, so that no row of theirs can be there.
    /// - Returns: the INSERT, to stand as a step of a statement or as its end.
    static func rows(of step: String, in jurisdiction: Int32, isNew: Bool = false) -> SQL {
        // An UPDATE and not DO NOTHING: what a sweep is just taking out because it meant nothing is waited for.
        let ifThere: SQL =
            isNew ? "" : "ON CONFLICT ON CONSTRAINT deadline_key DO UPDATE SET about = EXCLUDED.about"
        return """
            INSERT INTO deadline (jurisdiction, at, item, kind, about)
            SELECT \(jurisdiction), d.at, s.item, d.kind, s.due_at
              FROM \(unescaped: step) s
             CROSS JOIN LATERAL (VALUES (s.warning_at, 'due_soon'), (s.due_at, 'overdue')) AS d (at, kind)
             WHERE d.at IS NOT NULL
            \(ifThere)
            """
    }
}

extension SQL {
    /// An instant to the nearest second: closing times are whole minutes, and sums of fractions are not.
    static func wholeSecond(_ instant: SQL) -> SQL { "date_trunc('second', \(instant) + interval '0.5 s')" }

    /// An instant of a column as the history writes it: `2026-11-24T20:05:00Z`.
    static func instant(_ column: String) -> SQL {
        "to_char(\(unescaped: column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    }
}
