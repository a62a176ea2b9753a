/// What the pages themselves say, in one language: every text by its key.
struct Words: Sendable {
    /// The language that was asked for; texts it has none of are English.
    let language: String
    /// Every text by its key, for templates: `{{say.front_search}}`.
    let all: [String: String]

    /// A text with values in the places of their `{names}`; empty for a key that is none, never the key.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        filled(all[key] ?? "", values)
    }

    /// The text for a count, `KEY.one` or `KEY.other`, with the count in the place of `{count}`.
    func callAsFunction(_ key: String, _ count: Int, _ values: [String: String] = [:]) -> String {
        let form = count == 1 ? "one" : "other"
        return self("\(key).\(form)", values.merging(["count": String(count)]) { own, _ in own })
    }

    /// One pass from the left: what a value holds is never taken for a place.
    private func filled(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var filled = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "{") {
            filled += rest[..<start]
            rest = rest[start...]
            guard let end = rest.firstIndex(of: "}") else { break }
            let name = rest[rest.index(after: start)..<end]
            let value = values[String(name)] ?? String(rest[...end])
            if contracts(filled, before: value) {
                filled = "\(filled.dropLast())l\(value.dropFirst(2))"
            } else {
                filled += value
            }
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    /// Whether a value's article becomes one with the word before it: “a el Departamento” is “al Departamento” in Spanish.
    private func contracts(_ text: String, before value: String) -> Bool {
        language.hasPrefix("es") && value.hasPrefix("el ") && (text.hasSuffix(" a ") || text.hasSuffix(" de "))
    }
}
