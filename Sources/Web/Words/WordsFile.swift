/// A file of `Resources/Words`: a line a text, `key = text`, and `#` before what is for its readers only.
///
/// A key has small letters, digits and `_`; one that depends on a count ends in `.one` or `.other`. `{name}` in a text
/// is the place of a value.
struct WordsFile: Sendable {
    /// The texts by key.
    let texts: [String: String]

    /// Reads a file; throws the first line that is none.
    init(_ text: String, name: String) throws(WordsFault) {
        var texts: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let sign = line.firstRange(of: " = "), !line[sign.upperBound...].isEmpty else {
                throw WordsFault(file: name, line: index + 1, message: "expected “key = text”, found “\(line)”")
            }
            let key = String(line[..<sign.lowerBound])
            guard Self.isKey(key) else {
                throw WordsFault(
                    file: name,
                    line: index + 1,
                    message: "expected a key of a-z, 0-9 and _, or one with .one or .other, found “\(key)”"
                )
            }
            guard texts.updateValue(String(line[sign.upperBound...]), forKey: key) == nil else {
                throw WordsFault(file: name, line: index + 1, message: "expected every key once, found “\(key)” again")
            }
        }
        self.texts = texts
    }

    private static func isKey(_ key: String) -> Bool {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard let stem = parts.first, !stem.isEmpty, parts.count == 1 || ["one", "other"].contains(parts[1]) else {
            return false
        }
        return parts.count <= 2
            && stem.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || byte == UInt8(ascii: "_")
            }
    }
}

/// A line of a words file that is none, and where.
struct WordsFault: Error, CustomStringConvertible {
    let file: String
    /// From 1.
    let line: Int
    let message: String

    var description: String { "\(file):\(line): \(message)" }
}
