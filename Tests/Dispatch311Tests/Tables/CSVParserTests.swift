import Testing

@testable import dispatch311

@Suite struct CSVParserTests {
    private static func rows(_ text: String, pieces: Int = 1 << 16) throws -> [[String]] {
        var parser = CSVParser(source: Bytes(text, pieces: pieces), file: "t.csv")
        var rows: [[String]] = []
        while let row = try parser.next() { rows.append(row.fields) }
        return rows
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a\n\"x,y\"\n", [["a"], ["x,y"]]),
        ("a\n\"say \"\"hi\"\"\"\n", [["a"], ["say \"hi\""]]),
        ("a\n\"two\r\nlines\"\r\n", [["a"], ["two\r\nlines"]]),
        ("\"a\"\r\n\"\"\r\n", [["a"], [""]]),
        ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("\u{FEFF}a\n1\n", [["a"], ["1"]]),
        ("naïve,東京\n", [["naïve", "東京"]]),
        ("", []),
    ])
    func `records are split as RFC 4180 says, however the bytes come`(text: String, expected: [[String]]) throws {
        for pieces in [1, 2, 3, 7, 1 << 16] {
            #expect(try Self.rows(text, pieces: pieces) == expected, "pieces of \(pieces)")
        }
    }

    @Test(arguments: [
        ("a,b\n1,\"open\n2,3\n", 2, 2, "closing quote"),
        ("a,b\nx\"y,2\n", 2, 1, "no quote inside"),
        ("a,b\n1,\"x\"y\n", 2, 2, "after the closing quote"),
        ("a\n\"1\n2\"\n\"3", 4, 1, "closing quote"),
    ])
    func `a fault names its line and column`(text: String, line: Int, column: Int, words: String) {
        let error = #expect(throws: TableError.self) { try Self.rows(text) }
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.description.contains(words) == true)
        #expect(error?.description.hasPrefix("t.csv, line \(line), column \(column)") == true)
    }

    @Test func `bytes that are not UTF-8 are a fault of their field`() {
        var parser = CSVParser(source: Bytes([0x61, 0x2C, 0xFF, 0x0A]), file: "t.csv")
        let error = #expect(throws: TableError.self) { try parser.next() }
        #expect(error?.column == 2)
    }
}
