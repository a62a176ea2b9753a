/// A statement with its values apart from its text.
///
/// ```swift
/// let sql: SQL = "SELECT name FROM department WHERE jurisdiction = \(jurisdiction) AND code = ANY (\(codes))"
/// ```
///
/// Each interpolated value becomes `$1`, `$2`, … and travels in binary; it can never become part of the text. Statements
/// are prepared by their text, so keep what varies in the values.
public struct SQL: Sendable {
    /// The text with `$1…$n` where the values go.
    public internal(set) var text: String

    var binds = Binds()

    // The first value that could not be encoded; thrown by the call that would send it.
    private(set) var fault: PostgresError?

    /// How many values there are.
    public var bindCount: Int { binds.cells.count }

    /// Takes text that holds no values, spelled in the program or read from its own files.
    public init(unescaped text: String) {
        self.text = text
    }

    /// This statement followed by another, whose `$1…` are renumbered.
    public func appending(_ other: SQL) -> SQL {
        var joined = self
        joined.append(other)
        return joined
    }

    /// Puts another statement behind this one, renumbering its `$1…`.
    public mutating func append(_ other: SQL) {
        fault = fault ?? other.fault
        guard !binds.cells.isEmpty else {
            let shift = text.utf8.count
            text += other.text
            binds = other.binds
            for index in binds.cells.indices { binds.cells[index].position += shift }
            return
        }
        var rest = other.text.utf8[...]
        var consumed = 0
        for cell in other.binds.cells {
            text += String(rest.prefix(cell.position - consumed)) ?? ""
            rest = rest.dropFirst(cell.position - consumed).drop { $0 == 36 || (48...57).contains($0) }
            consumed = other.text.utf8.count - rest.count
            appendPlaceholder(cell)
        }
        text += String(rest) ?? ""
        let start = binds.bytes.count
        binds.bytes.append(contentsOf: other.binds.bytes)
        for index in (binds.cells.count - other.binds.cells.count)..<binds.cells.count {
            binds.cells[index].start += start
        }
    }

    private mutating func appendPlaceholder(_ cell: Binds.Cell) {
        var cell = cell
        cell.position = text.utf8.count
        binds.cells.append(cell)
        text += "$"
        text += String(binds.cells.count)
    }

    fileprivate mutating func bind<T: PostgresEncodable>(_ value: T) {
        let start = binds.bytes.count
        var length: Int32 = -1
        if !value.isNull {
            do throws(PostgresError) {
                try value.encode(into: &binds.bytes)
                guard let counted = Int32(exactly: binds.bytes.count - start) else {
                    throw PostgresError(.decoding, detail: "expected a value below 2 GiB")
                }
                length = counted
            } catch {
                fault = fault ?? error
            }
        }
        appendPlaceholder(Binds.Cell(type: T.oid, start: start, length: length, position: 0))
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// Takes a literal without values.
    public init(stringLiteral text: String) {
        self.text = text
    }

    /// Takes a literal with values.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the text and the values of a literal.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var sql: SQL

        /// Makes room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql = SQL(unescaped: "")
            sql.text.reserveCapacity(literalCapacity + interpolationCount * 3)
            sql.binds.cells.reserveCapacity(interpolationCount)
            sql.binds.bytes.reserveCapacity(interpolationCount * 16)
        }

        /// Appends a piece of the literal's text.
        public mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        /// Binds a value.
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T) {
            sql.bind(value)
        }

        /// Binds a value, or NULL for nil.
        public mutating func appendInterpolation<T: PostgresEncodable>(_ value: T?) {
            sql.bind(value)
        }

        /// Puts a statement, or a piece of one, with its values here.
        public mutating func appendInterpolation(_ piece: SQL) {
            sql.append(piece)
        }

        /// Puts raw text here; it must come from the program itself, never from outside.
        public mutating func appendInterpolation(unescaped text: String) {
            sql.text += text
        }

        /// Puts a name here, quoted.
        public mutating func appendInterpolation(identifier name: String) {
            sql.text += SQL.quoted(name)
        }
    }

    /// A name in double quotes, the quotes inside it doubled.
    static func quoted(_ name: String) -> String {
        var text = "\""
        for character in name.unicodeScalars {
            if character == "\"" { text += "\"" }
            text.unicodeScalars.append(character)
        }
        return text + "\""
    }
}

extension SQL: CustomStringConvertible, CustomDebugStringConvertible {
    /// How many values there are; neither text nor values.
    public var description: String { "SQL with \(bindCount) values" }

    /// The text without the values.
    public var debugDescription: String { "\(text) [\(bindCount) values]" }

    /// A statement's first words, for errors.
    static func summary(of text: String) -> String {
        String(text.prefix(80).split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
}
