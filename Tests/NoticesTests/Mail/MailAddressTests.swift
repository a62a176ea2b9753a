import Notices
import TestSupport
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        "a@example.org", "first.last@example.org", "o'neil+311@mail.example.co.nz", "x_y-z=1#2&3*4?5^6~7@a-b.example",
        "UPPER@EXAMPLE.ORG", "1@2.example", "a@xn--mnchen-3ya.example", "a@example.xn--p1ai", "b-@example.org",
        String(repeating: "a", count: 64) + "@example.org", "a@" + String(repeating: "b", count: 63) + ".example",
    ])
    func `an ordinary address is taken as it is`(text: String) throws {
        #expect(try #require(MailAddress(text)).text == text)
    }

    @Test(arguments: [
        "", "@", "a", "a@", "@example.org", "a@example", "a@localhost", "a@@example.org", "a@b@example.org",
        " a@example.org", "a@example.org ", "a b@example.org", "a@exa mple.org", "a@example.org.", "a@.example.org",
        "a@example..org", ".a@example.org", "a.@example.org", "a..b@example.org", "a@-example.org", "a@example-.org",
        "a@127.0.0.1", "a@[127.0.0.1]", "a@example.123", "\"a b\"@example.org", "<a@example.org>", "A <a@example.org>",
        "a(comment)@example.org", "a,b@example.org", "a@example.org,b@example.org", "a;b@example.org",
        "a:b@example.org",
        // What mailers take for something else.
        "-f@example.org", "-oQ/tmp@example.org", "--@example.org", "|sh@example.org", "/etc/passwd@example.org",
        "a!b@example.org", "a%other.example@example.org", "${run{x}}@example.org", "`id`@example.org",
        "a\\b@example.org",
        // Headers that would begin here.
        "a@example.org\nBcc: b@example.org", "a@example.org\r\nBcc: b@example.org", "a\n@example.org",
        "a@example.org\n",
        "a@example.org\u{0}", "a\u{0}@example.org", "a\t@example.org", "a@example.org\u{85}", "a@example\u{2028}.org",
        // Beyond ASCII.
        "é@example.org", "a@münchen.example", "a@example．org", "a＠example.org", "a@\u{301}example.org",
        "a\u{301}@example.org",
        "а@example.org", "a@example.org\u{200B}", "\u{202E}a@example.org",
        // Too long.
        String(repeating: "a", count: 65) + "@example.org", "a@" + String(repeating: "b", count: 64) + ".example",
        "a@" + String(repeating: "b.", count: 126) + "cd",
    ])
    func `what is not one plain address is none`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `hostile texts make no address, on either side of the sign`() {
        // Those that are plain words are addresses, and harmless.
        let harmless = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+'#&=*?^~".unicodeScalars)
        var refused = 0
        for text in HostileTexts.all where !text.unicodeScalars.allSatisfy(harmless.contains) {
            #expect(MailAddress("\(text)@example.org") == nil)
            #expect(MailAddress("a@\(text).example") == nil)
            #expect(MailAddress("a@example.org\(text)") == nil)
            refused += 1
        }
        #expect(refused > 80)
    }

    @Test func `the longest address has 254 characters`() {
        let domain = Array(repeating: String(repeating: "b", count: 61), count: 4).joined(separator: ".")
        let longest = String(repeating: "a", count: 253 - domain.utf8.count) + "@" + domain
        #expect(longest.utf8.count == 254)
        #expect(MailAddress(longest) != nil)
        #expect(MailAddress("a" + longest) == nil)
    }

    @Test func `an address does not give itself away in messages`() throws {
        let address = try Samples.address("somebody@example.org")
        #expect(!"\(address) \(String(reflecting: address))".contains("somebody"))
    }
}
