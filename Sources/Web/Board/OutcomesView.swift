import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What became of the work of the last 30 days, in words.
struct OutcomesView: Sendable {
    /// A share: how many in a hundred, and of how many.
    struct Share: Sendable {
        let percent: String
        let words: String
    }

    /// A department's row.
    struct Row: Sendable {
        let name: String
        let done: String
        let half: String
        let mostly: String
        let bounced: Share
        let verified: Share
        let reopened: Share
    }

    let asOf: LocalTime.Stamp
    let days: Int
    /// From the first report to the verified fix; nil where no fix was verified.
    let half: String?
    let mostly: String?
    let verified: Share
    let rows: [Row]
    let total: Row?

    init(_ found: BoardOutcomes, words: StaffWords) {
        asOf = words.time.stamp(found.at, words.time.time(found.at))
        days = BoardOutcomes.days
        half = found.toVerifiedFix.map { Self.text($0.half, words) }
        mostly = found.toVerifiedFix.map { Self.text($0.mostly, words) }
        verified = Share(found.total?.verified ?? 0, of: found.total?.requests ?? 0)
        rows =
            found.lines
            .map { Row($0, name: words.department($0.department), words) }
            .sorted { $0.name < $1.name }
        total = found.total.map { Row($0, name: "All departments", words) }
    }

    /// Why items are in triage: "3 without a rule, 1 came back too often"; nil where none is there.
    static func kinds(_ triage: [TriageKind: Int]) -> String? {
        let names: [(TriageKind, String)] = [
            (.gap, "no rule places"), (.poison, "came back too often"), (.loop, "sent on too often"),
            (.quarantine, "in quarantine"),
            (.other, "others"),
        ]
        let parts = names.compactMap { kind, words in triage[kind].map { "\($0.grouped) \(words)" } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    fileprivate static func text(_ duration: Duration, _ words: StaffWords) -> String {
        words.time.distance(duration / .seconds(1))
    }
}

extension OutcomesView.Share {
    init(_ part: Int, of whole: Int) {
        percent = whole == 0 ? "–" : "\(Int((Double(part) * 100 / Double(whole)).rounded()))%"
        words = whole == 0 ? "none closed" : "\(part.grouped) of \(whole.grouped)"
    }
}

extension OutcomesView.Row {
    fileprivate init(_ line: BoardOutcomes.Line, name: String, _ words: StaffWords) {
        self.name = name
        done = line.done.grouped
        half = line.times.map { OutcomesView.text($0.half, words) } ?? "–"
        mostly = line.times.map { OutcomesView.text($0.mostly, words) } ?? "–"
        bounced = OutcomesView.Share(line.bounced, of: line.ended)
        verified = OutcomesView.Share(line.verified, of: line.requests)
        reopened = OutcomesView.Share(line.reopened, of: line.ended)
    }
}
