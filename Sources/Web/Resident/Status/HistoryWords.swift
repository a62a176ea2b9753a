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
        /// The sentence as a title, where nothing follows what “Parks asks:” announces.
        var title: String { sentence.hasSuffix(":") ? String(sentence.dropLast()) : sentence }
        /// What the department said about it in its own words.
        var note: String?
        /// Whether it only tells which way the report went between departments and their queues.
        var isPassing = false
    }

    let catalog: Catalog
    /// The sentences, in the language of whoever reads.
    let say: Words
    /// The originals that may be named: the public ones.
    var publicOriginals: Set<String>
    /// Whose words are told.
    var rule: FieldRule

    private static let passingKinds: Set<String> = [
        "accepted", "released", "lease_expired", "offered", "declined", "offer_expired", "triaged",
    ]

    init(
        catalog: Catalog,
        language: String = Vocabulary.first,
        publicOriginals: Set<String> = [],
        rule: FieldRule = .everybody
    ) {
        self.catalog = catalog
        say = Vocabulary.words(in: language)
        self.publicOriginals = publicOriginals
        self.rule = rule
    }

    var language: String { say.language }
    var time: LocalTime { LocalTime(zone: catalog.jurisdiction.timeZone, language: language) }

    /// The history, oldest first; what says nothing to a resident is left out, what only repeats itself is told once.
    func lines(_ history: [HistoryLine]) -> [Line] {
        var lines: [Line] = []
        for event in history {
            guard var line = line(event) else { continue }
            line.isPassing = Self.passingKinds.contains(event.kind)
            // Each look at the contact details is told.
            if let last = lines.last, last.sentence == line.sentence, last.note == line.note,
                event.kind != "contact_seen"
            {
                lines.removeLast()
            }
            lines.append(line)
        }
        return lines
    }

    /// One event; nil for one that says nothing to a resident.
    func line(_ event: HistoryLine) -> Line? {
        switch event.kind {
        case "submitted":
            let isTriaged = event.department == Department.triage
            let sentence =
                isTriaged
                ? say("history_submitted_triage") : say("history_submitted", ["name": name(event.department)])
            return Line(at: event.at, sentence: sentence)
        case "completed":
            return completed(event)
        case "closed":
            return closed(event)
        case "cancelled", "rerouted", "reopened", "leg_added", "note", "question", "answer", "confirmed", "linked",
            "contact_seen":
            return moved(event)
        case "paused", "resumed", "due_moved", "overdue":
            return clock(event)
        default:
            return passed(event).map { Line(at: event.at, sentence: $0) }
        }
    }

    /// Which way it went between departments; nil for what is no such step.
    private func passed(_ event: HistoryLine) -> String? {
        let (code, other) = (event.department, event.counterpart)
        switch event.kind {
        case "accepted":
            let who = ["who": opening(code), "other": name(other)]
            return other == nil
                ? say("history_accepted", number(code), who) : say("history_accepted_from", number(code), who)
        case "released", "lease_expired":
            return say("history_back", ["name": name(other ?? code)])
        case "offered":
            return say("history_offered", number(code), ["who": opening(code), "other": name(other)])
        case "declined":
            return say("history_declined", number(other), ["who": opening(other), "other": name(code)])
        case "offer_expired":
            // One that a correction ended: the next line tells of it.
            guard EventDetail(event).reason == nil else { return nil }
            return say("history_unanswered", number(other), ["who": opening(other), "other": name(code)])
        case "triaged":
            return say("history_triaged")
        default:
            return nil
        }
    }

    /// What a department did in the end, in a sentence; the same for history and summary.
    func ending(_ code: String?, _ outcome: Outcome) -> String {
        let (who, count) = (opening(code), number(code))
        switch outcome {
        case .done:
            return say("history_done", count, ["who": who])
        case .noAction(let reason):
            guard let reason = said(reason) else { return say("history_no_action", count, ["who": who]) }
            return say("history_no_action_why", count, ["who": who, "reason": reason.asSentence])
        case .notFound:
            return say("history_not_found", count, ["who": who])
        case .duplicate(let original):
            return publicOriginals.contains(original)
                ? say("history_duplicate", count, ["who": who, "reference": Self.shown(original)])
                : say("history_before", count, ["who": who])
        case .handedOn(let receiver):
            guard let receiver = said(receiver) else { return say("history_handed_away", count, ["who": who]) }
            return say("history_handed_on", count, ["who": who, "receiver": receiver]).asSentence
        }
    }

    /// What a department said in its own words; nil where that is not for whoever reads.
    func said(_ words: String?) -> String? { rule.shows(.departmentWords) ? words : nil }

    /// The same of the resident.
    func told(_ words: String?) -> String? { rule.shows(.residentWords) ? words : nil }

    /// A department's name as it stands in a sentence.
    func name(_ code: String?) -> String {
        guard let code else { return say("history_somebody") }
        if code == Department.triage { return say("history_triage") }
        return catalog.department(code)?.nameInSentence(language) ?? code
    }

    /// The same at the beginning of a sentence.
    func opening(_ code: String?) -> String {
        let name = name(code)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The number its verb agrees with: triage is people, every other department is one.
    func number(_ code: String?) -> Int { code == Department.triage ? 2 : 1 }

    private func completed(_ event: HistoryLine) -> Line {
        let detail = EventDetail(event)
        let outcome = detail.ending ?? .done
        // Where the department said nothing of its own, the tables hold the outcome's sentence.
        let own = detail.note.flatMap { $0 == outcome.sentence ? nil : $0 }
        return Line(at: event.at, sentence: ending(event.department, outcome), note: said(own))
    }

    /// A reference as it is read aloud; what is none stays as it is.
    static func shown(_ reference: String) -> String {
        ServiceRequest.ID(reference)?.grouped ?? reference
    }

    /// The originals a history names.
    static func originals(in history: [HistoryLine]) -> [String] {
        history.filter { $0.kind == "completed" }.compactMap { EventDetail($0).ending?.original }
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
