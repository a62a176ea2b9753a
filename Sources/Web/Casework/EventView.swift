import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One line of a request's history, in staff's words.
struct EventView: Sendable, Hashable {
    /// What the events of the department's work keep beside their kind.
    private struct Detail: Decodable {
        let outcome: String?
        let detail: String?
        let note: String?
        let reason: String?
        let reference: String?
    }

    let time: LocalTime.Stamp
    let title: String
    let who: String?
    let words: String?

    init(_ line: HistoryLine, words: StaffWords) {
        let detail =
            line.kind == "submitted"
            ? nil : try? JSONDecoder().decode(Detail.self, from: Data(line.detailJSON.utf8))
        time = words.time.stamp(line.at, words.time.moment(line.at, now: words.now))
        title = Self.title(line, detail, words)
        who = line.actor == "resident" ? nil : line.actor
        self.words = detail?.note ?? detail?.reason
    }

    private static func title(_ line: HistoryLine, _ detail: Detail?, _ words: StaffWords) -> String {
        let department = line.department.map(words.department) ?? "The department"
        return switch line.kind {
        case "submitted": "A resident reported it; it went to \(department)"
        case "accepted": "\(department) accepted it" + (detail?.reference.map { ", their number \($0)" } ?? "")
        case "completed":
            "\(department) closed its item: "
                + (detail?.outcome.map { StaffWords.outcome($0, detail: detail?.detail) } ?? "no outcome")
        case "released": "Given back to the queue of \(department)"
        case "lease_expired": "Nobody finished it in time; back in the queue of \(department)"
        case "closed": "The service request was closed"
        case "cancelled": "It was cancelled"
        default:
            line.kind.replacing("_", with: " ").prefix(1).uppercased()
                + line.kind.replacing("_", with: " ").dropFirst()
        }
    }
}
