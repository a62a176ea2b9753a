import Synchronization

/// Where a replay's submissions come from: a table, up to a limit.
final class ReplaySource: Sendable {
    /// The label of the run.
    let run: String
    /// How many rows are sent at most; nil for all.
    let limit: Int?

    private let table: PendingTable
    private let columns: ReplayColumns
    private let jurisdiction: String?
    private let given = Mutex(0)

    /// Prepares a table; throws where a column is missing.
    init(table: PendingTable, run: String, jurisdiction: String?, limit: Int?) throws(CommandError) {
        self.table = table
        self.run = run
        self.jurisdiction = jurisdiction
        self.limit = limit
        columns = try table.header { reader throws(CommandError) in try ReplayColumns(in: reader) }
    }

    /// The next submissions; empty at the end or the limit.
    ///
    /// Asked by one task at a time.
    func batch() async throws(CommandError) -> [ReplaySubmission] {
        let rest = limit.map { max(0, $0 - given.withLock { $0 }) } ?? .max
        guard rest > 0 else { return [] }
        let rows = try await table.batch { [columns, run, jurisdiction] _, row throws(CommandError) in
            columns.submission(of: row, run: run, jurisdiction: jurisdiction)
        }
        given.withLock { $0 += rows.count }
        return rows.count > rest ? Array(rows.prefix(rest)) : rows
    }

    /// A label no other run has.
    static func randomLabel() -> String {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return "run-" + String((0..<8).map { _ in alphabet[Int.random(in: 0..<32)] })
    }
}
