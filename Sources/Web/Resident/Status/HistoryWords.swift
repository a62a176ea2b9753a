import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Tells a service request's history in a resident's words: no queues, no leases, nobody's name.
struct HistoryWords: Sendable {
    /// One thing that happened.
    struct Line: Sendable, Hashable {
        /// When, the last time where it happened again and again.
        let at: Date
        /// What, in a sentence.
        let sentence: String
        /// What the department said about it in its own words.
        var note: String?
        /// Whether it only tells which way the report went between departments and their queues.
        var isPassing = false
    }

    let catalog: Catalog
    var language = "en"
    /// The originals that may be named: the public ones.
    var publicOriginals: Set<String> = []
    /// Whose words are told.
    var rule = FieldRule.everybody

    private static let passingKinds: Set<String> = [
        "accepted", "released", "lease_expired", "offered", "declined", "offer_expired", "triaged",
    ]

    /// The history, oldest first; what says nothing to a resident is left out, what only repeats itself is told once.
    func lines(_ history: [HistoryLine]) -> [Line] {
        var lines: [Line] = []
        for event in history {
            guard var line = line(event) else { continue }
            line.isPassing = Self.passingKinds.contains(event.kind)
            if let last = lines.last, last.sentence == line.sentence, last.note == line.note { lines.removeLast() }
            lines.append(line)
        }
        return lines
    }

    /// One event; nil for one that says nothing to a resident.
    func line(_ event: HistoryLine) -> Line? {
        let detail = Detail(json: event.detailJSON)
        switch event.kind {
        case "submitted":
            let isTriaged = event.department == Department.triage
            let owner = isTriaged ? "A person decides who handles it" : "It went to \(name(event.department))"
            return Line(at: event.at, sentence: "The report came in. \(owner).")
        case "accepted":
            let origin = event.counterpart.map { " from \(name($0))" } ?? ""
            return Line(at: event.at, sentence: "\(opening(event.department)) took it on\(origin).")
        case "released", "lease_expired":
            return Line(
                at: event.at,
                sentence: "It is back in the queue of \(name(event.counterpart ?? event.department))."
            )
        case "offered":
            let words = "\(opening(event.department)) asked \(name(event.counterpart)) to take it on."
            return Line(at: event.at, sentence: words)
        case "declined":
            let words = "\(opening(event.counterpart)) cannot take it on; it stays with \(name(event.department))."
            return Line(at: event.at, sentence: words)
        case "offer_expired":
            // One that a correction ended: the next line tells of it.
            guard detail.reason == nil else { return nil }
            let words = "\(opening(event.counterpart)) did not answer; it stays with \(name(event.department))."
            return Line(at: event.at, sentence: words)
        case "triaged":
            return Line(at: event.at, sentence: "A person decides who handles it now.")
        case "completed":
            return completed(event, detail)
        case "closed":
            return closed(event)
        case "cancelled", "rerouted", "reopened", "leg_added", "note", "question", "answer", "confirmed", "linked":
            return moved(event)
        case "paused", "resumed", "due_moved", "overdue":
            return clock(event)
        default:
            return nil
        }
    }

    /// What a department did in the end, as half a sentence after its name; the same words for history and summary.
    func words(for outcome: Outcome) -> String {
        switch outcome {
        case .done: "dealt with it"
        case .noAction(let reason): said(reason).map { "took no action: \($0.asSentence)" } ?? "took no action"
        case .notFound: "did not find the problem at this place"
        case .duplicate(let original):
            publicOriginals.contains(original)
                ? "found that it is the same problem as report \(Self.shown(original))"
                : "found that it was reported before"
        case .handedOn(let receiver): "handed it on to \(said(receiver) ?? "somebody else")"
        }
    }

    /// What a department said in its own words; nil where that is not for whoever reads.
    func said(_ words: String?) -> String? { rule.shows(.departmentWords) ? words : nil }

    /// The same of the resident.
    func told(_ words: String?) -> String? { rule.shows(.residentWords) ? words : nil }

    /// A department's name as it stands in a sentence.
    func name(_ code: String?) -> String {
        guard let code else { return "a department" }
        if code == Department.triage { return "the people who sort reports" }
        return catalog.department(code)?.nameInSentence(language) ?? code
    }

    /// The same at the beginning of a sentence.
    func opening(_ code: String?) -> String {
        let name = name(code)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The verb that agrees with a department's name: triage is people, every other is one.
    func verb(_ code: String?, _ one: String, _ many: String) -> String {
        code == Department.triage ? many : one
    }

    private func completed(_ event: HistoryLine, _ detail: Detail) -> Line {
        let outcome = detail.ending ?? .done
        let sentence = "\(opening(event.department)) \(words(for: outcome))".asSentence
        // Where the department said nothing of its own, the tables hold the outcome's sentence.
        let own = detail.note.flatMap { $0 == outcome.sentence ? nil : $0 }
        return Line(at: event.at, sentence: sentence, note: said(own))
    }

    /// A reference as it is read aloud; what is none stays as it is.
    static func shown(_ reference: String) -> String {
        ServiceRequest.ID(reference)?.grouped ?? reference
    }

    /// The originals a history names.
    static func originals(in history: [HistoryLine]) -> [String] {
        history.filter { $0.kind == "completed" }.compactMap { Detail(json: $0.detailJSON).ending?.original }
    }

    /// What the tables say of a completion.
    private struct Detail: Decodable {
        var outcome: String?
        var detail: String?
        var reason: String?
        var note: String?

        init(json: String) {
            self = (try? JSONDecoder().decode(Detail.self, from: Data(json.utf8))) ?? Detail()
        }

        private init() {}

        /// How it ended.
        var ending: Outcome? { outcome.flatMap { Outcome(code: $0, detail: detail) } }
    }
}

extension Outcome {
    /// The id of the request that a duplicate repeats.
    var original: String? { if case .duplicate(let original) = self { original } else { nil } }
}

extension String {
    /// With one mark at its end.
    var asSentence: String {
        let text = String(reversed().drop { $0.isWhitespace }.reversed())
        return text.last.map { ".!?…".contains($0) } == true ? text : text + "."
    }
}
