import Testing

@testable import dispatch311

@Suite struct TextTableTests {
    @Test func `words stand left, numbers right, and the last column gives way`() {
        var table = TextTable([.words("name"), .numbers("count"), .words("queues")])
        table.add(["nypd", "1,000", "nypd/75 20, nypd/43 19"])
        table.addLine()
        table.add(["total", "1,000"])
        #expect(
            table.lines(width: 30, isPlain: true) == [
                "name   count  queues",
                "------------------------------",
                "nypd   1,000  nypd/75 20, n...",
                "------------------------------",
                "total  1,000",
            ]
        )
    }

    @Test func `a last column that may not be cut goes on below, and loses nothing`() {
        var table = TextTable([.words("key"), .words("label")])
        table.add(["a", "the display on the wall of the second floor"])
        table.add(["b", String(repeating: "x", count: 30)])
        table.add(["c", "short"])
        #expect(
            table.lines(width: 10, isPlain: true, wrapsLast: true) == [
                "key  label",
                "-----------------------------",
                "a    the display on the wall",
                "     of the second floor",
                "b    xxxxxxxxxxxxxxxxxxxxxxxx",
                "     xxxxxx",
                "c    short",
            ]
        )
        #expect(table.lines(width: 80, wrapsLast: true)[2] == "a    the display on the wall of the second floor")
    }

    @Test func `what others wrote does not steer the terminal, and plain is ASCII`() {
        var table = TextTable([.words("label"), .words("place")])
        table.add(["a\u{1B}[31m\nb", "Café … 1"])
        table.add(["\u{202E}c", "\u{200F}d"])
        #expect(table.lines(width: 80)[3].hasPrefix(#"\u{202e}c "#))
        #expect(table.lines(width: 80)[2] == #"a\u{1b}[31m\nb  Café … 1"#)
        #expect(table.lines(width: 80, isPlain: true)[2] == #"a\u{1b}[31m\nb  Caf\u{e9} ... 1"#)
    }

    @Test func `a long text is broken between words`() {
        #expect(WrappedText.lines("one two three four", width: 9) == ["one two", "three", "four"])
        #expect(WrappedText.lines("one two three", width: 9, indent: 1, hanging: 1) == [" one two", "  three"])
        #expect(WrappedText.lines("", width: 9).isEmpty)
    }
}
