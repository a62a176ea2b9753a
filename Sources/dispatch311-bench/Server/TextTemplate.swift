/// A text of `Texts` with its `{names}` filled in.
struct TextTemplate: Sendable {
    private var text: String

    /// Takes a file's bytes.
    init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

    /// The text with each `{name}` replaced by its value; other braces stay.
    func filled(_ values: [String: any CustomStringConvertible & Sendable]) -> String {
        values.reduce(text) { text, value in text.replacing("{\(value.key)}", with: value.value.description) }
    }
}
