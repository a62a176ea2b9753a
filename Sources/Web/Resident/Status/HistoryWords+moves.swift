import Store

/// What was done with the request as a whole.
extension HistoryWords {
    /// One move; nil for one that says nothing to a resident.
    func moved(_ event: HistoryLine) -> Line? {
        let detail = EventDetail(event)
        let (who, count) = (opening(event.department), number(event.department))
        func line(_ sentence: String, _ note: String? = nil) -> Line {
            Line(at: event.at, sentence: sentence, note: note)
        }
        switch event.kind {
        case "cancelled":
            return line(needNotAct(event.department))
        case "rerouted" where event.item == nil:
            return line(rerouted(event, detail), said(detail.reason))
        case "reopened":
            // Anybody who knows the reference may have written the resident's reason; the public does not read it.
            return event.actor == Author.resident.actor
                ? line(say("history_still_there"), told(detail.reason))
                : line(say("history_reopened"), said(detail.reason))
        case "leg_added":
            guard let asking = event.counterpart else {
                return line(say("history_also_to", ["name": name(event.department)]))
            }
            return line(
                say("history_asked_help", count, ["who": who, "other": name(asking)]),
                said(detail.reason)
            )
        case "note" where detail.isPublic == true:
            guard let words = said(detail.note) else { return line(say("history_wrote", count, ["who": who])) }
            return line(say("history_says", count, ["who": who]), words)
        case "note" where event.actor == Author.resident.actor:
            return line(say("history_note"), told(detail.note))
        case "note" where detail.photos != nil:
            guard rule.shows(.departmentPhotos) else { return nil }
            return line(say("photos_added", count, ["who": who]))
        case "question":
            guard rule.shows(.questions), let words = detail.note else {
                return line(say("history_asked", count, ["who": who]))
            }
            return line(asks(event.department), words)
        case "answer":
            return line(say("history_answer"), told(detail.note))
        case "confirmed":
            return line(say("history_confirmed"))
        case "contact_seen":
            return rule.shows(.contactLooks) ? line(say("history_contact_seen", count, ["who": who])) : nil
        case "linked" where detail.duplicate != nil:
            return line(say("history_linked"))
        default:
            return nil
        }
    }

    /// That a department asks something, before its words.
    func asks(_ code: String?) -> String { say("history_asks", number(code), ["who": opening(code)]) }

    /// That a department's part was called off; the same words for history and summary.
    func needNotAct(_ code: String?) -> String { say("history_need_not", number(code), ["who": opening(code)]) }

    /// The end, and whether it was called off.
    func closed(_ event: HistoryLine) -> Line {
        let reason = EventDetail(event).reason
        return Line(
            at: event.at,
            sentence: reason == nil ? say("history_closed") : say("history_called_off"),
            note: said(reason)
        )
    }

    private func rerouted(_ event: HistoryLine, _ detail: EventDetail) -> String {
        let names = ["name": name(event.department), "other": name(event.counterpart)]
        let stays = event.counterpart == nil || event.counterpart == event.department
        switch detail.cause.flatMap({ ReleaseCause(rawValue: $0) }) {
        case .seen:
            return stays ? say("history_released_seen_stays", names) : say("history_released_seen_moved", names)
        case .unseen:
            return stays ? say("history_released_unseen_stays", names) : say("history_released_unseen_moved", names)
        case nil: break
        }
        let isCorrected = detail.corrected ?? true
        if stays {
            return isCorrected ? say("history_corrected_stays", names) : say("history_seen_stays", names)
        }
        return isCorrected ? say("history_corrected_moved", names) : say("history_seen_moved", names)
    }
}
