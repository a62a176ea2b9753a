import ServiceRequests
import Store

/// Where a resident says something about a report, and what was wrong with it when it was said before.
struct StatusForm: Sendable {
    /// What is said.
    enum Kind: String, Sendable, CaseIterable {
        case note
        case answer
        case stillThere = "still-there"

        /// The name of its field.
        var field: String { self == .stillThere ? "reason" : rawValue }
        /// The most characters, in Unicode scalars.
        var longest: Int { self == .stillThere ? 500 : WorkRules.standard.longestWords }
    }

    let kind: Kind
    /// Where it is sent.
    let action: String
    let field: String
    let label: String
    let hint: String
    let button: String
    let longest: Int
    let rows: Int
    /// What was written, without what cannot be shown.
    let typed: String
    let error: String?

    /// A form, with what was written into it and what is wrong with that.
    init(_ kind: Kind, _ id: String, _ key: RequestKey?, _ visit: PageVisit, typed: String = "", error: String? = nil) {
        let words = visit.words
        self.kind = kind
        action = Self.action(kind.rawValue, id, key, visit)
        field = kind.field
        longest = kind.longest
        let limits = ["longest": kind.longest.grouped, "number": String(WorkRules.standard.wordsADay)]
        switch kind {
        case .note:
            label = words("status_note_label")
            hint = words("status_words_hint", limits)
            button = words("status_note_button")
        case .answer:
            label = words("status_answer_label")
            hint = words("status_words_hint", limits)
            button = words("status_answer_button")
        case .stillThere:
            label = words("status_still_there_label")
            hint = words("status_still_there_hint", limits)
            button = words("status_still_there_button")
        }
        rows = error == nil ? (kind == .stillThere ? 2 : 4) : 6
        self.typed = typed
        self.error = error
    }

    /// A form that cannot be taken as it was sent; nil where nothing is wrong with it.
    init?(_ kind: Kind, _ id: String, _ key: RequestKey?, _ visit: PageVisit, sent typed: String) {
        let words = visit.words
        let length = typed.unicodeScalars.count
        let shown = typed.withoutControls(isOneLine: false)
        let error: String
        if length > kind.longest {
            error = words("status_too_long", ["longest": kind.longest.grouped, "number": length.grouped])
        } else if shown != typed {
            error = words("status_not_plain")
        } else if kind != .stillThere, !typed.contains(where: { !$0.isWhitespace }) {
            error = kind == .note ? words("status_note_empty") : words("status_answer_empty")
        } else {
            return nil
        }
        self.init(kind, id, key, visit, typed: shown, error: error)
    }

    /// The address of something that can be done with a report.
    static func action(_ name: String, _ id: String, _ key: RequestKey?, _ visit: PageVisit) -> String {
        visit.address("/r/\(id)/\(name)\(key.map { "?key=\($0.text)" } ?? "")")
    }
}
