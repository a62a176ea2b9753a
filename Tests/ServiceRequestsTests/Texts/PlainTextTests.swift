import ServiceRequests
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
        "\u{7}",
        "\u{0}", "\u{85}",
    ])
    func `what steers or turns the text round is not plain, and can be left out`(character: String) {
        let text = "gpj.\(character)exe"
        #expect(!text.isPlain(isOneLine: true))
        #expect(!text.isPlain(isOneLine: false))
        #expect(text.withoutControls(isOneLine: false) == "gpj.exe")
    }

    @Test(arguments: ["", "Plain.", "\u{200F}שלום\u{200E} 1", "e\u{301} 🚧"])
    func `letters and signs of every language are plain`(text: String) {
        #expect(text.isPlain(isOneLine: true))
        #expect(text.withoutControls(isOneLine: true) == text)
    }

    @Test func `line breaks and tabs are plain where there may be several lines`() {
        for text in ["a\nb", "a\r\nb", "a\tb"] {
            #expect(text.isPlain(isOneLine: false))
            #expect(!text.isPlain(isOneLine: true))
            #expect(text.withoutControls(isOneLine: true) == "ab")
        }
    }
}
