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
        let from: String?
        let to: String?
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
    let movedDepartment: Int?
    /// Nil where no catalog is known.
    let movedQueue: Int?
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

    /// The report for a person.
    func lines(_ what: String, terminal: Terminal) -> [String] {
        var head = "\(NumberText.grouped(rows)) \(what) in \(NumberText.fixed(seconds, digits: 2)) s"
        if outside > 0 { head += " · \(NumberText.grouped(outside)) outside" }
        if missing > 0 { head += " · \(NumberText.grouped(missing)) without a place" }
        if unreadable > 0 { head += " · \(NumberText.grouped(unreadable)) with a place that cannot be read" }
        if unknownServices > 0 {
            head += " · \(NumberText.grouped(unknownServices)) with a service the catalog does not have"
        }
        let share = rows > 0 ? " (\(NumberText.percent(Double(movedBoundary) / Double(rows), digits: 2)))" : ""
        var lines = [head, "  \(NumberText.grouped(movedBoundary)) in another boundary\(share)"]
        if let movedDepartment, let movedQueue {
            lines.append(
                "  \(NumberText.grouped(movedDepartment)) to another department, "
                    + "\(NumberText.grouped(movedQueue)) to another queue"
            )
        }
        if !moves.isEmpty {
            var table = TextTable([.words("layer"), .words("from"), .words("to"), .numbers("requests")])
            for move in moves.prefix(DiffLayerReport.shownRows) {
                table.add([move.layer, move.from ?? "nobody", move.to ?? "nobody", NumberText.grouped(move.rows)])
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
