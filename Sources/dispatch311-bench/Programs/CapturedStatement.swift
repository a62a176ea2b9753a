/// A statement with the values it was once sent with.
struct CapturedStatement: Sendable {
    /// One value.
    struct Value: Sendable {
        /// As PostgreSQL writes it; nil for NULL.
        let text: String?
        /// The type's name.
        let type: String
    }

    let text: String
    let values: [Value]

    /// Reads a log's `$1 = 'a', $2 = NULL`.
    init(_ text: String, _ line: String, types: [String]?) throws(BenchError) {
        self.text = text
        var read: [String?] = []
        var rest = line[...]
        while let equals = rest.firstRange(of: " = ") {
            rest = rest[equals.upperBound...]
            guard rest.first == "'" else {
                read.append(nil)
                rest = rest.drop { $0 != "," }
                continue
            }
            var value = ""
            rest = rest.dropFirst()
            while let end = rest.firstIndex(of: "'") {
                value += rest[..<end]
                rest = rest[end...].dropFirst()
                guard rest.first == "'" else { break }
                value += "'"
                rest = rest.dropFirst()
            }
            read.append(value)
        }
        guard let types, types.count == read.count else {
            throw BenchError(
                "expected the types of \(read.count) values, found \(types?.count ?? 0): \(text.prefix(60))"
            )
        }
        values = zip(read, types).map { Value(text: $0, type: $1) }
    }

    /// The text with every `$n` replaced, by what `choose` gives or by the value as it was.
    func spelled(_ choose: (Value) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            let digits = rest.prefix { $0.isNumber }
            guard let number = Int(digits), values.indices.contains(number - 1) else {
                result += "$"
                continue
            }
            rest = rest.dropFirst(digits.count)
            let value = values[number - 1]
            result += choose(value) ?? Self.literal(value)
        }
        return result + rest
    }

    // pgbench takes a colon in a literal for the beginning of a variable's name.
    private static func literal(_ value: Value) -> String {
        guard let text = value.text else { return "NULL::\(value.type)" }
        let escaped = text.replacing("\\", with: "\\\\").replacing("'", with: "''").replacing(":", with: "\\x3A")
        return "E'\(escaped)'::\(value.type)"
    }
}
