import GeoReport
import ServiceRequests
import Store

/// A question to the resident, as it is typed at the desk.
struct AskForm: Sendable {
    var question: String?
    var error: String?

    init() {}

    init(_ form: FormParameters) {
        question = form["question"]?.withPlainLineBreaks
        let longest = WorkRules.standard.longestWords
        error =
            question.map { OutcomeForm.fault($0, longest: longest, isOneLine: false) } ?? "Write what you want to know."
    }

    /// What is wrong with it, by the field of `item.mustache`.
    var problems: [OutcomeForm.Problem] { error.map { [OutcomeForm.Problem(field: "question", words: $0)] } ?? [] }
}

/// Where the resident is asked, and what was asked and is not answered.
struct AskView: Sendable {
    /// A question that stands open.
    struct Open: Sendable {
        let department: String
        let at: LocalTime.Stamp
        let text: String
    }

    let open: [Open]
    let question: String
    let questionError: String?
    let token: String

    /// Nil for an item that is over.
    init?(_ row: ItemRow, _ history: [HistoryLine], form: AskForm, words: StaffWords) {
        guard row.place != .closed, row.place != .cancelled else { return nil }
        open = OpenQuestion.all(in: history).map { question in
            Open(
                department: words.department(question.department),
                at: words.time.stamp(question.at, words.time.momentInSentence(question.at, now: words.now)),
                text: question.text
            )
        }
        question = form.question ?? ""
        questionError = form.error
        token = FormToken().text
    }
}
