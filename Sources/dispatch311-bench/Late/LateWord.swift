#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What one system said to a worker that was too late.
struct LateWord: Codable, Sendable {
    /// What the other worker had done with the item.
    enum Situation: String, Codable, Sendable {
        /// It had completed it.
        case completed
        /// It was at work on it.
        case held
    }

    let system: String
    let situation: Situation
    /// The answer.
    let said: String
    /// What the item was before the late word; nil where that was not read.
    var before: String?
    /// What the item is now.
    let now: String

    /// Whether the late word is known to have changed the item.
    var isChanged: Bool { before.map { $0 != now } ?? false }

    /// What the item is now, beside what it was.
    var found: String {
        guard let before else { return now }
        return isChanged ? "\(now); before: \(before)" : "\(now), as before"
    }
}

extension [LateWord] {
    /// A table for people, or an object a line.
    func print(to report: BenchReport) throws {
        if report.isJSON {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for word in self { report.text(String(decoding: try encoder.encode(word), as: UTF8.self)) }
            return
        }
        let rows =
            [["system", "the other worker", "the late one is told", "the item afterwards"]]
            + map { [$0.system, $0.situation == .held ? "is at work" : "has completed it", $0.said, $0.found] }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { text, width in text + String(repeating: " ", count: width - text.count) }
            report.text(cells.joined(separator: "  "))
        }
    }
}
