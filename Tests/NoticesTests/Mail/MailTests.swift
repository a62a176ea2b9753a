import Foundation
import TestSupport
import Testing

@testable import Notices

@Suite struct MailTests {
    @Test func `a mail is these lines and no others`() throws {
        var mail = Samples.mail("Your report é", body: "Hello\nworld", event: 7)
        mail.sender = "City 311"
        mail.unsubscribing = UnsubscribeLink("https://311.example.net/follow/ab/end")
        #expect(
            try Samples.lines(mail) == [
                "From: City 311 <city@example.net>", "To: resident@example.org",
                "Subject: =?utf-8?q?Your_report_=C3=A9?=", "Date: Sun, 22 Nov 2026 15:32:24 +0000",
                "Message-ID: <\(mail.id.text)@example.net>", "Auto-Submitted: auto-generated",
                "List-Unsubscribe: <https://311.example.net/follow/ab/end>",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "Hello",
                "world", "",
            ]
        )
    }

    @Test func `without a name, a link and a text there are no lines for them`() throws {
        let lines = try Samples.lines(Samples.mail("", body: ""))
        #expect(lines[0] == "From: city@example.net")
        #expect(lines[2] == "Subject:")
        #expect(!lines.contains { $0.hasPrefix("List-") })
        #expect(lines.suffix(3) == ["Content-Transfer-Encoding: quoted-printable", "", ""])
    }

    @Test(arguments: [
        "a\r\nBcc: b@example.org", "a\nBcc: b@example.org", "a\rBcc: b@example.org", "a\n\n<b>",
        "\u{2028}Bcc: b@example.org",
        "a>\nBcc: b@example.org", "a\u{85}Bcc: b@example.org", "\nBcc: b@example.org", "x\u{0}\nBcc: b@example.org",
    ])
    func `nothing in a name or a subject begins a header`(text: String) throws {
        let plain = try Samples.lines(Samples.mail("x", body: ""))
        var mail = Samples.mail(text, body: "")
        mail.sender = text
        let names = try Samples.lines(mail).filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(names == plain.map { $0.prefix { $0 != ":" } })
    }

    @Test func `an endless subject or name is cut and says so`() throws {
        var mail = Samples.mail(String(repeating: "a\u{301}", count: 100_000), body: "")
        mail.sender = String(repeating: "🚧", count: 100_000)
        let lines = try Samples.lines(mail)
        #expect(lines.joined().utf8.count < 4000)
        #expect(lines.filter { $0.contains("=E2=80=A6?=") }.count == 2)
    }

    @Test func `a name of any length and its address stand on short lines`() throws {
        var haveOwnLine = 0
        for count in 1...100 {
            var mail = Samples.mail()
            mail.sender = String(repeating: "é", count: count)
            let lines = try Samples.lines(mail)
            for line in lines { #expect(line.utf8.count <= 76) }
            haveOwnLine += lines.contains(" <city@example.net>") ? 1 : 0
        }
        #expect((1..<100).contains(haveOwnLine))
    }
}
