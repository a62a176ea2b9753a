import GeoReport

/// The wish to go back: to which publication, and why.
struct RollbackForm: Sendable {
    /// Nil for what was in force before.
    let publication: Int?
    /// The publication its writer looked at.
    let base: Int?
    let note: String

    init(_ form: FormParameters) {
        publication = form["to"].flatMap { Int($0) }
        base = form["base"].flatMap { Int($0) }
        note = form["note"] ?? ""
    }

    /// What is wrong with the note; nil for one that can be kept.
    var noteError: String? { EditForm.problem(note) }
}
