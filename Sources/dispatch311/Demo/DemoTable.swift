import ServiceRequests
import Store

/// Who got what, and what waits where: rows that add up.
struct DemoTable: Sendable {
    /// One department.
    struct Line: Sendable, Hashable {
        /// Its code.
        let code: String
        /// Its name.
        let name: String
        /// Its name as a narrow column takes it: without what they nearly all begin with.
        var shortName: String {
            let beginning = "Department of "
            let name = name.hasPrefix(beginning) ? String(name.dropFirst(beginning.count)) : name
            return name.count > 26 ? name.prefix(25).trimmed + "…" : name
        }
        /// Service requests this run sent it, counted by the receipts.
        let sent: Int
        /// Items that waited for it before this run.
        let before: Int
        /// Items that wait for it now.
        let waiting: Int
        /// Its fullest queues now, at most three.
        let fullest: [QueueCount]
        /// How many of its queues hold anything.
        let queues: Int
    }

    /// The departments, the one with the most waiting first.
    let lines: [Line]

    /// All that was sent.
    var sent: Int { lines.reduce(0) { $0 + $1.sent } }
    /// All that waited before.
    var before: Int { lines.reduce(0) { $0 + $1.before } }
    /// All that waits.
    var waiting: Int { lines.reduce(0) { $0 + $1.waiting } }
    /// Items beyond one a request: shares of further departments.
    var further: Int { waiting - before - sent }

    /// The department this run sent the most.
    var busiest: Line? { lines.max { ($0.sent, $1.code) < ($1.sent, $0.code) } }

    /// Puts the counts of two moments and of what was sent between them together.
    init(sent: [String: Int], before: [QueueCount], after: [QueueCount], catalog: Catalog) {
        let codes = Set(sent.keys).union(after.filter { $0.waiting > 0 }.map(\.department))
        lines = codes.map { code in
            let queues = after.filter { $0.department == code && $0.waiting > 0 }
            return Line(
                code: code,
                name: catalog.department(code)?.name.text() ?? code,
                sent: sent[code] ?? 0,
                before: before.filter { $0.department == code }.reduce(0) { $0 + $1.waiting },
                waiting: queues.reduce(0) { $0 + $1.waiting },
                fullest: Array(queues.sorted { ($1.waiting, $0.queue) < ($0.waiting, $1.queue) }.prefix(3)),
                queues: queues.count
            )
        }.sorted { ($1.waiting, $0.code) < ($0.waiting, $1.code) }
    }
}
