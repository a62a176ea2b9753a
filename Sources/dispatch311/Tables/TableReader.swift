/// Reads a table of comma-separated values (RFC 4180), plain or gzipped, a record at a time.
///
/// The first record names the columns, and every other must have as many fields. Lines may end in CR LF or LF; a byte
/// order mark is skipped, and so are empty lines. It holds no more than a piece of the file and one record.
final class TableReader {
    /// The file as the person named it.
    let name: String
    /// The columns' names, blanks at their ends removed.
    let columns: [String]

    private var parser: CSVParser

    /// Opens a file and reads its header; `-` is standard input.
    ///
    /// What begins like gzip is unpacked.
    convenience init(path: String) throws(CommandError) {
        let source = try FileSource(path: path)
        try self.init(
            source: source,
            name: path == "-" ? "standard input" : path,
            mustBeGzip: path.hasSuffix(".gz")
        )
    }

    /// Reads the header from a source; `mustBeGzip` where the name promises it.
    init(source: any ByteSource, name: String, mustBeGzip: Bool = false) throws(CommandError) {
        do throws(TableError) {
            let start = try StartedSource(source)
            let isGzip = start.first.starts(with: [0x1F, 0x8B])
            if mustBeGzip, !isGzip {
                let found = start.first.isEmpty ? "an empty file" : "a file that does not begin like one"
                throw TableError("expected a gzip file, as its name says, found \(found)", file: name)
            }
            var parser = CSVParser(source: isGzip ? try GzipSource(start, name: name) : start, file: name)
            guard let header = try parser.next() else {
                throw TableError("expected a line with the columns' names, found an empty file", file: name)
            }
            columns = header.fields.map(\.trimmed)
            self.parser = parser
            self.name = name
        } catch {
            throw CommandError(.findings, error.description)
        }
    }

    /// The next record; nil at the end.
    func next() throws(TableError) -> TableRow? {
        while let row = try parser.next() {
            if row.fields.count == columns.count { return row }
            if row.fields == [""] { continue }
            throw TableError(
                "expected \(NumberText.count(columns.count, "field")), found \(row.fields.count)",
                file: name,
                line: row.line
            )
        }
        return nil
    }

    /// Up to `limit` records; empty at the end.
    func next(_ limit: Int) throws(TableError) -> [TableRow] {
        var rows: [TableRow] = []
        rows.reserveCapacity(limit)
        while rows.count < limit, let row = try next() { rows.append(row) }
        return rows
    }

    /// The position of the first column that has one of these names, in any case.
    func position(of names: [String]) -> Int? {
        let folded = columns.map { $0.lowercased() }
        for name in names {
            if let position = folded.firstIndex(of: name) { return position }
        }
        return nil
    }

    /// The position of a column that must be there.
    func position(ofRequired names: [String]) throws(CommandError) -> Int {
        if let position = position(of: names) { return position }
        throw CommandError(
            .findings,
            "\(name), line 1: expected a column \(names.map { "\"\($0)\"" }.joined(separator: " or ")), "
                + "found \(columns.joined(separator: ", "))"
        )
    }
}
