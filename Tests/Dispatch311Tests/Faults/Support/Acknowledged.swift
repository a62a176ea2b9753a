import Foundation

@testable import dispatch311

/// What the `--out` of a replay says became of each row.
struct Acknowledged {
    struct Row: Equatable {
        let id: String
        let outcome: String
    }

    let rows: [String: Row]

    init(_ path: String) throws {
        let reader = try TableReader(path: path)
        var rows: [String: Row] = [:]
        while let row = try reader.next() { rows[row.fields[0]] = Row(id: row.fields[1], outcome: row.fields[2]) }
        self.rows = rows
    }

    /// The ids by key of what the server said is stored.
    var ids: [String: String] {
        rows.filter { ["accepted", "repeated"].contains($0.value.outcome) }.mapValues(\.id)
    }

    func count(_ outcome: String) -> Int { rows.values.count { $0.outcome == outcome } }
}
