import GeoReport
import ServiceRequests
import Store

/// A small form about an item or a request: words, and for some a department; as it was typed, with what is wrong.
struct MoveForm: Sendable {
    /// Which of a page's small forms it is.
    enum Kind: String, Sendable {
        case note, leg, withdraw
        case giveBack = "give-back"
        case send, cancel, reopen, keep, release, finding
    }

    /// The id that the fields begin with, and the last part of the address.
    let name: String
    let token: String
    let text: String
    let textError: String?
    let departments: [HandOverForm.Choice]
    let departmentError: String?
    /// Whether everybody may read a note.
    let isPublic: Bool
    /// Whether it was sent and has mistakes: then it stands open.
    let isOpen: Bool

    /// The department that was chosen, where the form has any.
    let department: String?

    /// Empty.
    init(_ kind: Kind, _ words: StaffWords? = nil, but own: [String] = [], chosen: String? = nil) {
        self.init(kind, text: nil, textError: nil, department: chosen, departmentError: nil, words, but: own)
    }

    /// Reads a form that was sent; what is asked for by `words` is a department that is none of one's own.
    init(
        _ kind: Kind,
        _ form: FormParameters,
        _ words: StaffWords? = nil,
        but own: [String] = [],
        missing: String?,
        longest: Int = 500,
        isOneLine: Bool = true
    ) {
        let text = isOneLine ? form["text"] : form["text"]?.withPlainLineBreaks
        let department = form["department"]
        let isKnown = department.map { code in
            !own.contains(code) && words?.catalog.departments.contains { $0.code == code } == true
        }
        self.init(
            kind,
            text: text,
            textError: text.map { OutcomeForm.fault($0, longest: longest, isOneLine: isOneLine) } ?? missing,
            department: department,
            departmentError: words == nil || isKnown == true ? nil : "Choose a department.",
            isPublic: form["public"] == "yes",
            words,
            but: own
        )
    }

    private init(
        _ kind: Kind,
        text: String?,
        textError: String?,
        department: String?,
        departmentError: String?,
        isPublic: Bool = false,
        _ words: StaffWords?,
        but own: [String]
    ) {
        name = kind.rawValue
        token = FormToken().text
        self.text = text ?? ""
        self.textError = textError
        self.department = department
        self.departmentError = departmentError
        self.isPublic = isPublic
        isOpen = textError != nil || departmentError != nil
        departments = (words?.catalog.departments ?? []).filter { !own.contains($0.code) }.map { choice in
            HandOverForm.Choice(
                code: choice.code,
                name: words?.department(choice.code) ?? choice.code,
                isChosen: choice.code == department
            )
        }
    }

    /// What is wrong with it, by the fields of the page.
    var problems: [OutcomeForm.Problem] {
        [("department", departmentError), ("text", textError)].compactMap { field, words in
            words.map { OutcomeForm.Problem(field: "\(name)-\(field)", words: $0) }
        }
    }
}
