import Testing

@testable import Web

@Suite struct HTMLEscapingTests {
    @Test(arguments: [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
        // A combining accent makes one character of two for people, not for browsers.
        ("\"\u{301} autofocus x=\"", "&quot;\u{301} autofocus x=&quot;"), ("<\u{338}b", "&lt;\u{338}b"),
        ("a\u{202E}gpj.exe\u{2066}", "agpj.exe"), ("bell\u{7}\tend\r\n", "bell\u{FFFD}\tend\r\n"),
        ("日本 café 🎉", "日本 café 🎉"),
    ])
    func `text becomes harmless as browsers read it`(text: String, expected: String) {
        #expect(Array(HTMLEscaping().escapeText(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func `templates and what they include escape that way`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?q=%22%CC%81%20autofocus%3Cb%CC%81")
            #expect(page.text.contains("&quot;\u{301} autofocus&lt;b\u{301}"))
            #expect(!page.text.unicodeScalars.split(separator: "value=".unicodeScalars).isEmpty)
            #expect(!Array(page.text.unicodeScalars).contains("\"\u{301}".unicodeScalars))
        }
    }
}

extension [Unicode.Scalar] {
    /// Whether some scalars stand one after the other; strings compare by what people see.
    fileprivate func contains(_ other: String.UnicodeScalarView) -> Bool {
        let other = Array(other)
        return indices.contains { self[$0...].starts(with: other) }
    }
}
