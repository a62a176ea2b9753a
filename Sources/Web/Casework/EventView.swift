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
        /// Why it left quarantine.
        let cause: String?
        let reference: String?
        let duplicate: String?
        let isPublic: Bool?
        let photos: Int?
        /// From whom a lead took it.
        let holder: String?
        /// Whether an offer was taken back.
        let withdrawn: Bool?
        /// Whether triage looked at it and left it.
        let kept: Bool?

        enum CodingKeys: String, CodingKey {
            case outcome, detail, note, reason, cause, reference, duplicate, photos, holder, withdrawn, kept
            case isPublic = "public"
        }
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
        // Triage's reason is a word of ours; the note is the department's.
        self.words = detail?.note ?? (line.kind == "triaged" ? nil : detail?.reason)
    }

    /// That triage owns it now, and why.
    private static func triaged(_ reason: String?, from other: String?) -> String {
        switch reason {
        case "attempts": "It came back too often, so it went to triage"
        case "hops": "It was sent on too often, so it went to triage"
        case "undecidable": "By the rules in force it is nobody’s, so it left quarantine and triage decides"
        default: "\(other ?? "A department") gave it to triage"
        }
    }

    /// That it was decided anew: out of quarantine, or for the reason that stands below.
    private static func decided(because cause: ReleaseCause?) -> String {
        switch cause {
        case .seen: "Looked at in triage, it left quarantine"
        case .unseen: "Nobody looked at it in time, so it left quarantine"
        case nil: "Decided anew"
        }
    }

    private static func title(_ line: HistoryLine, _ detail: Detail?, _ words: StaffWords) -> String {
        let department = line.department.map(words.department) ?? "The department"
        let other = line.counterpart.map(words.department)
        return switch line.kind {
        case "submitted": "A resident reported it; it went to \(department)"
        case "accepted":
            "\(department) accepted it" + (other.map { " from \($0) and owns it now" } ?? "")
                + (detail?.reference.map { ", their number \($0)" } ?? "")
        case "offered": "\(department) offered it to \(other ?? "another department")"
        case "declined": "\(other ?? "The other department") declined it; it is back with \(department)"
        case "offer_expired" where detail?.withdrawn == true:
            "\(department) took back its offer to \(other ?? "the other department")"
        case "offer_expired":
            // One that a correction ended has its reason.
            detail?.reason == nil
                ? "\(other ?? "The other department") did not answer in time; it is back with \(department)"
                : "The offer to \(other ?? "the other department") ended, because it was decided anew"
        case "triaged": triaged(detail?.reason, from: other)
        case "completed":
            "\(department) closed its item: "
                + (detail?.outcome.map { StaffWords.outcome($0, detail: detail?.detail) } ?? "no outcome")
        case "released" where detail?.holder != nil:
            "Taken back from \(detail?.holder ?? "a colleague") and given to the queue of \(other ?? department)"
        case "released": "Given back to the queue of \(other ?? department)"
        case "lease_expired": "Nobody finished it in time; back in the queue of \(other ?? department)"
        case "closed": "The service request was closed"
        case "cancelled": "\(department) has nothing more to do: it was cancelled"
        case "rerouted":
            Self.decided(because: detail?.cause.flatMap { ReleaseCause(rawValue: $0) })
                + (line.counterpart.map {
                    $0 == line.department
                        ? ": it stays with \(department)" : ": from \(words.department($0)) to \(department)"
                } ?? "")
        case "reopened": line.actor == Author.resident.actor ? "A resident says it is still there" : "Opened again"
        case "leg_added":
            line.counterpart.map { "\(words.department($0)) asked \(department) for help" }
                ?? "It also goes to \(department)"
        case "note" where line.actor == Author.resident.actor: "A note of the resident"
        case "note" where detail?.photos != nil: "\(department) added a photo of its work"
        case "question": "\(department) asked the resident"
        case "answer": "The resident answered"
        case "contact_seen": "\(department) looked at the contact details"
        case "confirmed": "The resident says that it is fixed"
        case "note" where detail?.kept == true: "Looked at in triage: it stays with \(department)"
        case "note":
            detail?.isPublic == true ? "A note of \(department), for the resident too" : "A note of \(department)"
        case "linked":
            detail?.duplicate.map { "\($0) is a duplicate of this" } ?? "Another report is a duplicate of this"
        default:
            words.title(ofClock: line)
                ?? line.kind.replacing("_", with: " ").prefix(1).uppercased()
                + line.kind.replacing("_", with: " ").dropFirst()
        }
    }
}
