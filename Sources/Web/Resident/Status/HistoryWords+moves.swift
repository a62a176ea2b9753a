import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What was done with the request as a whole.
extension HistoryWords {
    /// What the tables say of a move.
    private struct Detail: Decodable {
        var reason: String?
        var note: String?
        var isPublic: Bool?
        var duplicate: String?
        /// Whether a reroute was asked for with another service, place or answer.
        var corrected: Bool?

        enum CodingKeys: String, CodingKey {
            case reason, note, duplicate, corrected
            case isPublic = "public"
        }

        init(_ event: HistoryLine) {
            self = (try? JSONDecoder().decode(Detail.self, from: Data(event.detailJSON.utf8))) ?? Detail()
        }

        private init() {}
    }

    /// One move; nil for one that says nothing to a resident.
    func moved(_ event: HistoryLine) -> Line? {
        let detail = Detail(event)
        switch event.kind {
        case "cancelled":
            return Line(at: event.at, sentence: needNotAct(event.department))
        case "rerouted" where event.item == nil:
            return Line(
                at: event.at,
                sentence: rerouted(event, isCorrected: detail.corrected ?? true),
                note: said(detail.reason)
            )
        case "reopened":
            // Anybody who knows the reference may have written the resident's reason; the public does not read it.
            return event.actor == Author.resident.actor
                ? Line(
                    at: event.at,
                    sentence: "Somebody told us that the problem is still there. The report is open again.",
                    note: told(detail.reason)
                )
                : Line(at: event.at, sentence: "The report was opened again.", note: said(detail.reason))
        case "leg_added":
            let asked = opening(event.department)
            return event.counterpart.map { asking in
                Line(
                    at: event.at,
                    sentence: "\(asked) \(verb(event.department, "was", "were")) asked for help by \(name(asking)).",
                    note: said(detail.reason)
                )
            } ?? Line(at: event.at, sentence: "It also goes to \(name(event.department)).")
        case "note" where detail.isPublic == true:
            let (who, words) = (opening(event.department), said(detail.note))
            return Line(
                at: event.at,
                sentence: words == nil ? "\(who) wrote to whoever reported it." : "\(who) says:",
                note: words
            )
        case "note" where event.actor == Author.resident.actor:
            return Line(at: event.at, sentence: "Whoever reported it added a note.", note: told(detail.note))
        case "question":
            let (who, words) = (opening(event.department), said(detail.note))
            return Line(
                at: event.at,
                sentence: words == nil
                    ? "\(who) asked whoever reported it something."
                    : "\(who) \(verb(event.department, "asks", "ask")):",
                note: words
            )
        case "answer":
            return Line(at: event.at, sentence: "Whoever reported it answered.", note: told(detail.note))
        case "confirmed":
            return Line(at: event.at, sentence: "Whoever reported it found it fixed.")
        case "linked" where detail.duplicate != nil:
            return Line(at: event.at, sentence: "Somebody else reported the same problem.")
        default:
            return nil
        }
    }

    /// That a department's part was called off; the same words for history and summary.
    func needNotAct(_ code: String?) -> String {
        "\(opening(code)) \(verb(code, "does", "do")) not have to do anything any more."
    }

    /// The end, and whether it was called off.
    func closed(_ event: HistoryLine) -> Line {
        let reason = Detail(event).reason
        return Line(
            at: event.at,
            sentence: reason == nil ? "The report was closed." : "The report was called off.",
            note: said(reason)
        )
    }

    private func rerouted(_ event: HistoryLine, isCorrected: Bool) -> String {
        let what = isCorrected ? "The report was corrected." : "The report was looked at again."
        guard let old = event.counterpart, old != event.department else {
            return "\(what) It stays with \(name(event.department))."
        }
        return "\(what) It moved from \(name(old)) to \(name(event.department))."
    }
}
