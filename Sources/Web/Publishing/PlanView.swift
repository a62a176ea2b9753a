import Boundaries
import ServiceRequests
import Store

/// What `plan.mustache` shows: what a change would do, before it is published.
struct PlanView: Sendable {
    /// A service, a department or an entry that is not what it was.
    struct ChangeLine: Sendable {
        let what: String
        let name: String
        let code: String
        let fields: [FieldLine]
    }

    /// Something said otherwise.
    struct FieldLine: Sendable {
        let name: String
        let before: String?
        let after: String?
    }

    /// Requests that would go another way.
    struct WayLine: Sendable {
        let service: String
        let from: String
        let to: String
        let count: String
        let open: String
        let examples: [Example]
    }

    /// One of them.
    struct Example: Sendable {
        let address: String
        let reference: String
    }

    /// A piece of the comparison of lines.
    struct Hunk: Sendable {
        let file: String
        let lines: [LineDiff.Line]
    }

    /// How one file differs.
    struct FileDiff: Sendable {
        let file: String
        let diff: LineDiff
    }

    let tone: String
    let words: String
    let findings: [FindingLine]
    let hasFindings: Bool
    let changes: [ChangeLine]
    let hasChanges: Bool
    let layersAdded: String?
    let layersDropped: String?
    let moves: String?
    let ways: [WayLine]
    let hasWays: Bool
    let layers: [LayerDiffView]
    let hunks: [Hunk]
    let hunksWords: String?

    /// `address` gives the place of a line of a finding, and `source` the line itself.
    init(
        _ plan: PublicationPlan,
        lines: [FileDiff] = [],
        visit: StaffVisit,
        address: (_ file: String, _ line: Int) -> String?,
        source: (_ file: String, _ line: Int) -> String? = { _, _ in nil }
    ) {
        let words = StaffWords(visit)
        tone = plan.isReady ? "success" : "problem"
        self.words = plan.outcome.words
        findings = plan.findings.map { FindingLine($0, address: address, source: source) }
        hasFindings = !findings.isEmpty
        changes =
            (plan.diff.map { diff in
                Self.lines(diff.departments, "Department") + Self.lines(diff.services, "Service")
                    + Self.lines(diff.elsewhere, "Done elsewhere")
            }) ?? []
        hasChanges = !changes.isEmpty
        layersAdded = plan.diff.flatMap { $0.layersAdded.isEmpty ? nil : $0.layersAdded.joined(separator: ", ") }
        layersDropped = plan.diff.flatMap { $0.layersDropped.isEmpty ? nil : $0.layersDropped.joined(separator: ", ") }
        moves = plan.moves.map { Self.summary($0, words) }
        ways = (plan.moves?.ways ?? []).map { WayLine($0, words) }
        hasWays = !ways.isEmpty
        layers = plan.layers.map(LayerDiffView.init)
        hunks = lines.flatMap { file in file.diff.hunks.map { Hunk(file: file.file, lines: $0) } }
        let (added, removed) = (lines.reduce(0) { $0 + $1.diff.added }, lines.reduce(0) { $0 + $1.diff.removed })
        hunksWords =
            hunks.isEmpty
            ? nil
            : "\(CatalogView.count(added, "line is new", "lines are new")), "
                + CatalogView.count(removed, "is gone", "are gone")
    }

    private static func lines(_ changes: [CatalogDiff.Change], _ what: String) -> [ChangeLine] {
        changes.map { change in
            ChangeLine(
                what: "\(what) \(change.kind.rawValue)",
                name: change.name,
                code: change.code,
                fields: change.fields.map { FieldLine(name: $0.name, before: $0.before, after: $0.after) }
            )
        }
    }

    private static func summary(_ moves: RecentMoves, _ words: StaffWords) -> String {
        guard moves.looked > 0 else { return "There are no reports yet to try it with." }
        let since = moves.since.map { ", since \(words.time.momentInSentence($0, now: words.now))" } ?? ""
        let looked = "Tried with the latest \(CatalogView.count(moves.looked, "report", "reports"))\(since)"
        guard moves.moved > 0 else { return "\(looked): all of them would go where they go now." }
        return
            "\(looked): \(moves.moved.grouped) would go elsewhere, \(moves.otherDepartment.grouped) of them to another "
            + "department. \(moves.open.grouped) of the \(moves.moved.grouped) are open; publishing does not move those."
    }
}

extension PlanView.WayLine {
    fileprivate init(_ way: RecentMoves.Way, _ words: StaffWords) {
        service = words.service(way.service)
        from = way.from?.queues.joined(separator: " + ") ?? "nobody"
        to = way.to?.queues.joined(separator: " + ") ?? "nobody"
        count = way.count.grouped
        open = way.open.grouped
        examples = way.examples.map { id in
            PlanView.Example(address: "/dispatch/requests/\(id)", reference: HistoryWords.shown(id))
        }
    }
}
