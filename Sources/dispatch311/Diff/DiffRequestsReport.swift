import Boundaries

/// What requests come to, as `--json` prints it.
struct DiffRequestsReport: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case rows, outside, missing, unreadable, moves, queues, seconds
        case unknownServices = "unknown_services"
        case movedBoundary = "moved_boundary"
        case movedDepartment = "moved_department"
        case movedQueue = "moved_queue"
    }

    /// How many go from one boundary to another.
    struct Move: Encodable, Sendable {
        let layer: String
        @OrNull var from: String?
        @OrNull var to: String?
        let rows: Int
    }

    /// How many go from one queue to another.
    struct QueueMove: Encodable, Sendable {
        let from: String
        let to: String
        let rows: Int
    }

    let rows: Int
    let outside: Int
    let missing: Int
    let unreadable: Int
    let unknownServices: Int
    let movedBoundary: Int
    /// Nil where no catalog is known.
    @OrNull var movedDepartment: Int?
    /// Nil where no catalog is known.
    @OrNull var movedQueue: Int?
    let moves: [Move]
    let queues: [QueueMove]
    let seconds: Double

    /// Sums up counts; the ways most go first.
    init(_ counts: ChangeCounts, isRouted: Bool, seconds: Double) {
        rows = counts.places.rows
        outside = counts.places.outside
        missing = counts.places.missing
        unreadable = counts.places.unreadable
        unknownServices = counts.unknownServices
        movedBoundary = counts.movedBoundary
        movedDepartment = isRouted ? counts.movedDepartment : nil
        movedQueue = isRouted ? counts.movedQueue : nil
        moves = counts.moves.map { Move(layer: $0.key.layer, from: $0.key.from, to: $0.key.to, rows: $0.value) }
            .sorted { one, other in
                (other.rows, one.layer, one.from ?? "", one.to ?? "")
                    < (one.rows, other.layer, other.from ?? "", other.to ?? "")
            }
        queues = counts.queues.map { QueueMove(from: $0.key.from, to: $0.key.to, rows: $0.value) }
            .sorted { one, other in (other.rows, one.from, one.to) < (one.rows, other.from, other.to) }
        self.seconds = (seconds * 1000).rounded() / 1000
    }

    /// What it comes to in one sentence without a full stop.
    var verdict: String {
        let share = rows > 0 ? " (\(NumberText.percent(Double(movedBoundary) / Double(rows), digits: 2)))" : ""
        var verdict =
            "\(NumberText.grouped(movedBoundary)) of \(NumberText.grouped(rows))\(share) lie in another boundary"
        if let movedDepartment, let movedQueue {
            verdict +=
                "; \(NumberText.grouped(movedDepartment)) go to another department, "
                + "\(NumberText.grouped(movedQueue)) to another queue"
        }
        return verdict
    }

    /// What is odd about some of them, in words.
    var notes: [String] {
        [
            (outside, "outside"), (missing, "without a place"), (unreadable, "with a place that cannot be read"),
            (unknownServices, "with a service the catalog does not have"),
        ].filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
    }

    /// The report for a person.
    func lines(_ what: String, terminal: Terminal) -> [String] {
        let counted = "\(NumberText.grouped(rows)) \(what) in \(NumberText.fixed(seconds, digits: 2)) s"
        var lines = [([counted] + notes).joined(separator: " · "), "  \(verdict)"]
        if !moves.isEmpty {
            var table = TextTable([.words("layer"), .words("from"), .words("to"), .numbers("requests")])
            for move in moves.prefix(DiffLayerReport.shownRows) {
                table.add([
                    move.layer, move.from ?? MovedPart.noBoundary, move.to ?? MovedPart.noBoundary,
                    NumberText.grouped(move.rows),
                ])
            }
            lines +=
                [""] + table.lines(width: terminal.width, indent: 2, isPlain: terminal.isPlain)
                + DiffLayerReport.more(moves.count, indent: 2)
        }
        if !queues.isEmpty {
            var table = TextTable([.words("from queue"), .words("to queue"), .numbers("requests")])
            for move in queues.prefix(DiffLayerReport.shownRows) {
                let (from, to) = (move.from.isEmpty ? "nobody" : move.from, move.to.isEmpty ? "nobody" : move.to)
                table.add([from, to, NumberText.grouped(move.rows)])
            }
            lines +=
                [""] + table.lines(width: terminal.width, indent: 2, isPlain: terminal.isPlain)
                + DiffLayerReport.more(queues.count, indent: 2)
        }
        return lines
    }
}
