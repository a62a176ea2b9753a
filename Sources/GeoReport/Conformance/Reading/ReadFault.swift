/// Why a body cannot be read: what was expected, what was found, and where.
public struct ReadFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was expected.
    public let expected: String
    /// What was found instead.
    public let found: String
    /// The line, from 1; nil where the body as a whole is meant.
    public let line: Int?
    /// The byte in its line, from 1.
    public let column: Int?

    /// A fault of the whole body.
    init(expected: String, found: String) {
        self.expected = expected
        self.found = found
        line = nil
        column = nil
    }

    /// A fault at a byte.
    init(expected: String, found: String, in bytes: [UInt8], at position: Int) {
        self.expected = expected
        self.found = found
        let before = bytes.prefix(position)
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        column = position - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    }

    /// All of it in a sentence.
    public var description: String {
        let place = line.map { line in "line \(line), column \(column ?? 1): " } ?? ""
        return "\(place)expected \(expected), found \(found)"
    }
}
