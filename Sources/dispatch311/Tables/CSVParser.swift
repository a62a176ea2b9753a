/// Splits bytes into records and fields (RFC 4180).
///
/// What RFC 4180 leaves open is refused rather than guessed: a quote inside a field that does not begin with one, text
/// after a closing quote, a quote that is never closed, bytes that are not UTF-8. Each error names line and column.
struct CSVParser {
    private enum State {
        case start
        case bare
        case quoted
        case quoteInQuoted
    }

    private let source: any ByteSource
    private let file: String
    private var piece: [UInt8] = []
    private var position = 0
    private var line = 1
    private var isAtEnd = false
    private var isFirstPiece = true

    /// Parses what a source gives.
    init(source: any ByteSource, file: String) {
        self.source = source
        self.file = file
    }

    /// The next record; nil at the end.
    mutating func next() throws(TableError) -> TableRow? {
        var fields: [String] = []
        var field: [UInt8] = []
        var state = State.start
        let firstLine = line
        var quoteLine = line
        var hasAny = false
        while try fill() {
            // The inner loop sees one piece and no function call but the appends.
            while position < piece.count {
                let byte = piece[position]
                position += 1
                hasAny = true
                switch (state, byte) {
                case (.quoted, 0x22): state = .quoteInQuoted
                case (.quoted, _):
                    if byte == 0x0A { line += 1 }
                    field.append(byte)
                case (.quoteInQuoted, 0x22):
                    field.append(byte)
                    state = .quoted
                case (_, 0x2C):
                    fields.append(try text(field, column: fields.count + 1, line: firstLine))
                    field.removeAll(keepingCapacity: true)
                    state = .start
                case (_, 0x0A):
                    if state != .quoteInQuoted, field.last == 0x0D { field.removeLast() }
                    fields.append(try text(field, column: fields.count + 1, line: firstLine))
                    line += 1
                    return TableRow(line: firstLine, fields: fields)
                case (.start, 0x22):
                    state = .quoted
                    quoteLine = line
                case (.quoteInQuoted, 0x0D): break
                case (.quoteInQuoted, _):
                    throw fault("expected a comma after the closing quote, found more text", fields.count + 1, line)
                case (.bare, 0x22):
                    throw fault("expected no quote inside a field without quotes, found one", fields.count + 1, line)
                default:
                    // What is plain of the field goes over at once.
                    let start = position - 1
                    while position < piece.count, !Self.endsRun(piece[position]) { position += 1 }
                    field.append(contentsOf: piece[start..<position])
                    state = .bare
                }
            }
        }
        if state == .quoted {
            throw fault(
                "expected the closing quote of this field, found the end of the file",
                fields.count + 1,
                quoteLine
            )
        }
        guard hasAny else { return nil }
        if state != .quoteInQuoted, field.last == 0x0D { field.removeLast() }
        fields.append(try text(field, column: fields.count + 1, line: firstLine))
        return TableRow(line: firstLine, fields: fields)
    }

    /// Whether a byte in a field without quotes is one to look at: a quote, a comma, the end of the line.
    private static func endsRun(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x2C || byte == 0x0A }

    /// Makes sure that there is a byte to read; false at the end.
    private mutating func fill() throws(TableError) -> Bool {
        guard position == piece.count else { return true }
        guard !isAtEnd else { return false }
        piece = try source.next()
        position = 0
        isAtEnd = piece.isEmpty
        if isFirstPiece { try skipMark() }
        if isAtEnd { return false }
        if position < piece.count { return true }
        return try fill()
    }

    /// Skips a byte order mark, which a pipe may give byte by byte.
    private mutating func skipMark() throws(TableError) {
        isFirstPiece = false
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        while piece.count < mark.count, mark.starts(with: piece) {
            let more = try source.next()
            if more.isEmpty { break }
            piece += more
        }
        if piece.starts(with: mark) { position = mark.count }
    }

    private func text(_ bytes: [UInt8], column: Int, line: Int) throws(TableError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("expected UTF-8, found bytes that are not", column, line)
        }
        return text
    }

    private func fault(_ message: String, _ column: Int, _ line: Int) -> TableError {
        TableError(message, file: file, line: line, column: column)
    }
}
