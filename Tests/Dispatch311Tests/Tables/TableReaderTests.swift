import Testing

@testable import dispatch311

@Suite struct TableReaderTests {
    private static func reader(_ text: String) throws -> TableReader {
        try TableReader(source: Bytes(text), name: "t.csv")
    }

    @Test func `a gzipped table is unpacked whatever it is called`() throws {
        let reader = try TableReader(source: Bytes(Bytes.gzip("a,b\n1,2\n"), pieces: 1), name: "t.csv")
        #expect(reader.columns == ["a", "b"])
        #expect(try reader.next()?.fields == ["1", "2"])
        #expect(try reader.next() == nil)
    }

    @Test func `a file that promises gzip must be gzip`() {
        let error = #expect(throws: CommandError.self) {
            try TableReader(source: Bytes("a,b\n"), name: "t.csv.gz", mustBeGzip: true)
        }
        #expect(error?.ending == .findings)
    }

    @Test func `an empty file has no columns to work with`() {
        let error = #expect(throws: CommandError.self) { try Self.reader("") }
        #expect(error?.message.contains("empty file") == true)
    }

    @Test func `empty lines are skipped and lines are counted all the same`() throws {
        let reader = try Self.reader("a,b\n\n1,2\n\n3\n")
        #expect(try reader.next() == TableRow(line: 3, fields: ["1", "2"]))
        let error = #expect(throws: TableError.self) { try reader.next() }
        #expect(error?.description == "t.csv, line 5: expected 2 fields, found 1")
    }

    @Test func `columns are found in any case, and a missing one is told with those there are`() throws {
        let reader = try Self.reader(" Latitude ,LON\n")
        let columns = try CoordinateColumns(in: reader)
        #expect(columns.latitude == 0)
        #expect(columns.longitude == 1)
        let error = #expect(throws: CommandError.self) { try CoordinateColumns(in: Self.reader("id,lon\n")) }
        #expect(error?.message.contains("found id, lon") == true)
    }

    @Test(arguments: [
        ("1.5,2.5", true, "point"), (",", true, "missing"), (" , ", true, "missing"),
        ("1.5,", false, "column 2 (long)"), ("north,2", false, "column 1 (lat)"), ("91,2", false, "column 1 (lat)"),
        ("2,181", false, "column 2 (long)"), ("nan,2", false, "column 1 (lat)"),
    ])
    func `a place that makes no sense names its cell`(cells: String, isFine: Bool, words: String) throws {
        let reader = try Self.reader("lat,long\n\(cells)\n")
        let columns = try CoordinateColumns(in: reader)
        let row = try #require(try reader.next())
        switch columns.place(of: row, in: reader) {
        case .point: #expect(isFine && words == "point")
        case .missing: #expect(isFine && words == "missing")
        case .unreadable(let fault): #expect(!isFine && fault.description.contains(words))
        }
    }
}
