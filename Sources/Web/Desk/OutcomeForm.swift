import GeoReport
import ServiceRequests
import Store

/// What the form that closes an item says, and what is wrong with it.
struct OutcomeForm: Sendable {
    /// An outcome that can be chosen.
    struct Choice: Sendable {
        /// The text an outcome needs.
        struct Field: Sendable {
            let name: String
            let label: String
            let value: String
            let error: String?
            /// What can be chosen instead of typing it.
            var picks: [Pick] = []
            var hasPicks = false
        }

        /// Another request that this one may repeat.
        struct Pick: Sendable {
            let reference: String
            let address: String
            let label: String
            let isPicked: Bool
        }

        let code: String
        let label: String
        let isChecked: Bool
        var field: Field?
    }

    /// A problem and the field it belongs to.
    struct Problem: Sendable {
        let field: String
        let words: String
    }

    /// The longest note to a resident, and the longest text of an outcome, in characters.
    static let longestNote = 2000
    static let longestDetail = 500

    private(set) var choices: [Choice]
    let note: String
    let noteError: String?
    let outcomeError: String?
    let problems: [Problem]
    let hasProblems: Bool
    /// What the form asks for; nil where it has problems.
    let outcome: Outcome?

    /// An empty form.
    init() {
        choices = Self.choices(chosen: nil, texts: [:], errors: [:])
        note = ""
        noteError = nil
        outcomeError = nil
        problems = []
        hasProblems = false
        outcome = nil
    }

    /// Reads a form that was sent.
    ///
    /// - Parameters:
    ///   - form: what was sent.
    ///   - id: the request itself, which cannot be its own duplicate.
    ///   - cipher: tells references from other texts.
    ///   - isOriginalKnown: whether there is a request of the reference the form gives as the original.
    init(
        _ form: FormParameters,
        of id: String,
        cipher: ServiceRequest.IDCipher,
        isOriginalKnown: Bool = true
    ) {
        let chosen = form["outcome"]
        note = form["note"] ?? ""
        noteError = Self.fault(note, longest: Self.longestNote, isOneLine: false)
        var texts: [String: String] = [:]
        for field in Self.fields { texts[field.name] = form[field.name] }
        // What was typed counts; else what was chosen of those nearby.
        if texts["original"] == nil { texts["original"] = form["pick"] }
        var errors: [String: String] = [:]
        func text(_ name: String, _ missing: String) -> String? {
            guard let text = texts[name] else {
                errors[name] = missing
                return nil
            }
            errors[name] = Self.fault(text, longest: Self.longestDetail, isOneLine: true)
            return errors[name] == nil ? text : nil
        }
        var read: Outcome?
        switch chosen {
        case "done": read = .done
        case "not_found": read = .notFound
        case "no_action": read = text("reason", "Say why nothing is done.").map { .noAction(reason: $0) }
        case "handed_on": read = text("receiver", "Say whom it was handed on to.").map { .handedOn(to: $0) }
        case "duplicate":
            if let original = text("original", "Give the reference of the other request.") {
                let known = cipher.number(for: original).flatMap { cipher.id(for: $0)?.text }
                if !isOriginalKnown {
                    errors["original"] =
                        "There is no request of this reference that your department may read, or it is a duplicate of this one."
                } else if let known, known != id {
                    read = .duplicate(of: known)
                } else {
                    errors["original"] =
                        known == nil
                        ? "This is no reference; check it for typing mistakes."
                        : "This is the request itself; give the reference of the other one."
                }
            }
        default: break
        }
        outcomeError = read == nil && errors.isEmpty ? "Choose what happened." : nil
        choices = Self.choices(chosen: chosen, texts: texts, errors: errors)
        var problems = outcomeError.map { [Problem(field: "outcome-done", words: $0)] } ?? []
        problems += errors.sorted { $0.key < $1.key }.map { Problem(field: $0.key, words: $0.value) }
        if let noteError { problems.append(Problem(field: "note", words: noteError)) }
        self.problems = problems
        hasProblems = !problems.isEmpty
        outcome = problems.isEmpty ? read : nil
    }

    /// The same, offering the requests nearby as originals.
    func picking(_ nearby: [NearbyRequest], words: StaffWords) -> OutcomeForm {
        guard !nearby.isEmpty, let place = choices.firstIndex(where: { $0.code == "duplicate" }) else { return self }
        var form = self
        let picked = choices[place].field?.value
        form.choices[place].field?.picks = nearby.map { request in
            let reference = HistoryWords.shown(request.id)
            let metres = Int(request.metres.rounded())
            return Choice.Pick(
                reference: reference,
                address: "/r/\(request.id)",
                label: "\(reference), \(metres) m away, \(request.isTakenOn ? "taken on" : "waiting")",
                isPicked: picked == reference
            )
        }
        form.choices[place].field?.hasPicks = true
        return form
    }

    private static let fields = [
        (code: "no_action", name: "reason", label: "Why"),
        (code: "duplicate", name: "original", label: "Reference of the other request"),
        (code: "handed_on", name: "receiver", label: "To whom"),
    ]

    private static func choices(chosen: String?, texts: [String: String], errors: [String: String]) -> [Choice] {
        let labels = [
            ("done", "Done: the problem was dealt with"), ("no_action", "No action"),
            ("not_found", "Not found: nobody found the problem there"), ("duplicate", "Duplicate of another request"),
            ("handed_on", "Handed on to somebody outside this system"),
        ]
        return labels.map { code, label in
            let field = fields.first { $0.code == code }.map { field in
                Choice.Field(
                    name: field.name,
                    label: field.label,
                    value: texts[field.name] ?? "",
                    error: errors[field.name]
                )
            }
            return Choice(code: code, label: label, isChecked: chosen == code, field: field)
        }
    }

    /// What is wrong with a text somebody at the desk wrote, in words; nil where nothing is.
    static func fault(_ text: String, longest: Int, isOneLine: Bool) -> String? {
        if text.unicodeScalars.count > longest { return "Use at most \(longest.grouped) characters." }
        return text.isPlain(isOneLine: isOneLine) ? nil : "Use letters, digits and signs only."
    }
}
