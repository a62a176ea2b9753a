import Testing

@testable import Web

@Suite struct CSVTableTests {
    @Test(
        arguments: [
            ("", ""), ("a", "a"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"), ("+1 212 555 0100", "'+1 212 555 0100"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("-", "'-"), ("--1", "'--1"), ("-1.", "'-1."), ("-1.5.2", "'-1.5.2"),
            // Degrees stay numbers.
            ("-73.97", "-73.97"), ("40.7", "40.7"), ("-5", "-5"),
        ]
    )
    func `a cell is guarded and quoted`(value: String, cell: String) {
        #expect(CSVTable.cell(value) == cell)
    }

    @Test func `rows end as the standard says, and what is not there is empty`() {
        var table = CSVTable(["a", "b"])
        table.add([nil, "é"])
        #expect(table.text == "a,b\r\n,é\r\n")
    }
}
