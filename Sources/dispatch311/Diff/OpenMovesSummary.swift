import Store

/// What moving open requests came to, as `--json` prints it at the end.
struct OpenMovesSummary: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
        case planned, looked, outdated, unaffected, moved, left, refused, publication
        case isOvertaken = "overtaken"
    }

    /// Whether nothing was to be written.
    let planned: Bool
    /// What is in force.
    let publication: Int
    let looked: Int
    let outdated: Int
    let unaffected: Int
    /// Of a plan, those that would be.
    let moved: Int
    /// By why.
    let left: [String: Int]
    let refused: Int
    let isOvertaken: Bool

    /// Sums up.
    init(_ report: OpenMovesReport, publication: Int, isPlan: Bool) {
        planned = isPlan
        self.publication = publication
        looked = report.looked
        outdated = report.outdated
        unaffected = report.unaffected
        moved = report.moved
        left = Dictionary(report.left.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        refused = report.refused
        isOvertaken = report.isOvertaken
    }

    /// The summary for a person.
    func lines(terminal: Terminal) -> [String] {
        var lines = [
            "\(NumberText.count(looked, "open request")), \(NumberText.grouped(outdated)) of them decided by other "
                + "boundaries than those of publication \(publication)",
            "\(terminal.good) \(NumberText.grouped(moved)) \(planned ? "would move" : "moved"), "
                + "\(NumberText.grouped(unaffected)) belong where they are",
        ]
        for obstacle in WaitingMove.Obstacle.allCases {
            guard let count = left[obstacle.rawValue] else { continue }
            lines.append("  \(NumberText.grouped(count)) left: \(OpenMoveLine.words(obstacle))")
        }
        if refused > 0 { lines.append("\(terminal.bad) \(NumberText.grouped(refused)) could not be decided or held") }
        return lines
    }
}
