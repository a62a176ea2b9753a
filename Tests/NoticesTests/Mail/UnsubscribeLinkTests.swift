import Testing

@testable import Notices

@Suite struct UnsubscribeLinkTests {
    @Test func `an address over https is taken`() throws {
        let address = "https://311.example.org/follow/0123456789abcdef/end?lang=es"
        #expect(try #require(UnsubscribeLink(address)).text == address)
    }

    @Test(arguments: [
        "", "https://", "http://example.org/end", "ftp://example.org", "//example.org", "/follow/1/end",
        "mailto:a@example.org",
        "https://example.org/a b", "https://example.org/>", "https://example.org/<", "https://example.org/a,b",
        "https://example.org/\n", "https://example.org/\r\nBcc: a@example.org", "https://example.org/é",
        "https://example.org/\u{0}", "https://example.org/" + String(repeating: "a", count: 900),
    ])
    func `what a header cannot hold or a mail program may not post to is none`(address: String) {
        #expect(UnsubscribeLink(address) == nil)
    }
}
