/// A text field with what was typed into it and what is wrong with that.
struct TypedField: Sendable {
    let value: String?
    let error: String?
}
