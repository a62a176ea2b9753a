import ServiceRequests
import Store

/// What a visitor may do with a report: its forms, those of the private link for whoever has it.
struct StatusWays: Sendable {
    /// Something that departments ask and that stands open.
    struct Question: Sendable {
        let asks: String
        let at: LocalTime.Stamp
        let text: String
    }

    /// Where it is confirmed that it is fixed.
    struct Confirmed: Sendable {
        let action: String
    }

    /// What stands open, oldest first; empty for whoever cannot answer.
    let questions: [Question]
    let answer: StatusForm?
    let note: StatusForm?
    let confirmed: Confirmed?
    /// Nil where it cannot be said that the problem is still there.
    let stillThere: StatusForm?
    /// Whether its resident has said that it is fixed: then the form is folded, for who must take that back.
    let isConfirmed: Bool
    /// The form that cannot be taken as it was sent.
    let wrong: StatusForm?

    init(
        _ sight: StatusSight,
        _ history: [HistoryLine],
        _ words: HistoryWords,
        _ visit: PageVisit,
        wrong: StatusForm?
    ) {
        let (id, key) = (sight.record.id, sight.key)
        func form(_ kind: StatusForm.Kind, if isThere: Bool) -> StatusForm? {
            if let wrong, wrong.kind == kind { return wrong }
            return isThere ? StatusForm(kind, id, key, visit) : nil
        }
        let open = key == nil ? [] : OpenQuestion.all(in: history)
        questions = open.map { question in
            Question(asks: words.asks(question.department), at: words.time.stamp(question.at), text: question.text)
        }
        answer = form(.answer, if: !open.isEmpty)
        note = form(.note, if: key != nil && sight.record.status == .open)
        confirmed =
            sight.ties.mayConfirm ? Confirmed(action: StatusForm.action("confirmed", id, key, visit)) : nil
        stillThere = form(.stillThere, if: sight.ties.mayReopen)
        isConfirmed = history.isConfirmed
        self.wrong = wrong
    }
}

extension [HistoryLine] {
    /// Whether the resident has confirmed how it ended; what was confirmed before it was opened again says nothing of this end.
    var isConfirmed: Bool { last { $0.kind == "confirmed" || $0.kind == "reopened" }?.kind == "confirmed" }
}
