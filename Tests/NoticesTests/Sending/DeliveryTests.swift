import Foundation
import TestSupport
import Testing

@testable import Notices

/// What arrives at the other end, with a real mailer between.
@Suite(.enabled(if: MailSink.isInstalled, Comment(rawValue: MailSink.absence)))
struct DeliveryTests {
    private func sendmail(_ sink: MailSink, limit: Duration = .seconds(60)) throws -> Sendmail {
        Sendmail(
            path: sink.sendmail,
            from: try Samples.address("city@example.net"),
            bounces: try Samples.address("bounces@example.net"),
            limit: limit
        )
    }

    @Test func `a mail arrives whole, with what mail programs ask for`() async throws {
        try await MailSink.with { sink in
            var mail = Samples.mail(
                "Pothole: in progress",
                body: "A crew is on its way.\n\nhttps://311.example.net/r/x\n"
            )
            mail.sender = "City, \"311\""
            mail.unsubscribing = UnsubscribeLink("https://311.example.net/follow/ab/end")
            try await sendmail(sink).send(mail, to: try Samples.address())
            let arrived = try #require(try await sink.mails(1).first)
            #expect(arrived.defects == [])
            #expect(arrived.from == "bounces@example.net")
            #expect(arrived.to == ["resident@example.org"])
            #expect(arrived.sender.name == "City, \"311\"")
            #expect(arrived.sender.address == "city@example.net")
            #expect(arrived["To"] == "resident@example.org")
            #expect(arrived["Subject"] == "Pothole: in progress")
            #expect(arrived["Date"] == "Sun, 22 Nov 2026 15:32:24 +0000")
            #expect(arrived["Message-ID"] == "<\(mail.id.text)@example.net>")
            #expect(arrived["Auto-Submitted"] == "auto-generated")
            #expect(arrived["List-Unsubscribe"] == "<https://311.example.net/follow/ab/end>")
            #expect(arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
            #expect(arrived["Content-Type"] == "text/plain; charset=\"utf-8\"")
            #expect(arrived.text == "A crew is on its way.\r\n\r\nhttps://311.example.net/r/x\r\n")
            #expect(arrived.headers.count == 11)
        }
    }

    private static let texts: [String] =
        HostileTexts.all + [
            "", " ", "\n", "\n\n", "\r\n.\r\n", ".\n..\n...\n", ".", "From me\n>From you\nFrom them\n", "=\n==\n=3D\n",
            "end ",
            "end\t", "a\n \nb\n\t\nc", "--\nsignature", "\u{FEFF}start", "QUIT\r\n.\r\nMAIL FROM:<a@example.org>\r\n",
            "a\nBcc: b@example.org\n\nbody", "שלום\nעולם, 123 (א)", "مرحبا 311!", "🚧🏳️‍🌈👩‍👩‍👧‍👦",
            String(repeating: "🚧", count: 500),
            String(repeating: "x", count: 2000), String(repeating: "word ", count: 1000),
            String(repeating: " ", count: 3000),
            String(repeating: ".", count: 300), String(repeating: "From ", count: 300),
            String(repeating: "ء ", count: 700),
        ]

    @Test func `every text arrives as it was, in the name, in the subject and in the body`() async throws {
        try await MailSink.with { sink in
            let sendmail = try sendmail(sink)
            for (number, text) in Self.texts.enumerated() {
                var mail = Samples.mail(text, body: text, event: Int64(number))
                mail.sender = text
                try await sendmail.send(mail, to: try Samples.address())
            }
            let mails = try await sink.mails(Self.texts.count)
            try #require(mails.count == Self.texts.count)
            for (text, mail) in zip(Self.texts, mails) {
                #expect(mail.defects == [], "\(text.debugDescription)")
                #expect(Self.isSame(mail["Subject"], Self.line(text, limit: 200)), "\(text.debugDescription)")
                #expect(Self.isSame(mail.sender.name, Self.line(text, limit: 100)), "\(text.debugDescription)")
                #expect(mail.sender.address == "city@example.net" && mail.sender.count == 1)
                #expect(Self.isSame(mail.text, Self.body(text)), "\(text.debugDescription)")
                #expect(mail.to == ["resident@example.org"] && mail.headers.count == 9)
                #expect(mail.lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { $0 < 0x80 } })
            }
        }
    }

    /// Scalar by scalar: `==` of texts would take é for e with an accent after it.
    private static func isSame(_ one: String?, _ other: String) -> Bool {
        one.map { $0.unicodeScalars.elementsEqual(other.unicodeScalars) } ?? false
    }

    /// What a reader shall see of a text in one line, said in another way than the writer does.
    private static func line(_ text: String, limit: Int) -> String {
        let line = body(text).replacing(/[\t\r\n\u{2028}\u{2029}]+/.matchingSemantics(.unicodeScalar), with: " ")
            .trimmingCharacters(in: CharacterSet(charactersIn: " "))
        guard line.unicodeScalars.count > limit else { return line }
        return String(String.UnicodeScalarView(Array(line.unicodeScalars)[..<(limit - 1)])) + "…"
    }

    /// What a reader shall see of a text in lines.
    private static func body(_ text: String) -> String {
        let left = text.unicodeScalars.filter {
            switch $0.value {
            case 0x9, 0xA, 0xD: true
            case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
        let lines = String(String.UnicodeScalarView(left))
            .replacing(/\r\n|\r|\n/.matchingSemantics(.unicodeScalar), with: "\n")
            .replacing(/\n/.matchingSemantics(.unicodeScalar), with: "\r\n")
        return lines.isEmpty || lines.unicodeScalars.last == "\n" ? lines : lines + "\r\n"
    }

    @Test func `ten at once all arrive, each once and whole`() async throws {
        try await MailSink.with { sink in
            let sendmail = try sendmail(sink)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        let body = String(repeating: "Mail \(number), é\n", count: 2000)
                        let resident = try Samples.address("resident\(number)@example.org")
                        try await sendmail.send(
                            Samples.mail("Mail \(number)", body: body, event: Int64(number)),
                            to: resident
                        )
                    }
                }
                try await group.waitForAll()
            }
            let mails = try await sink.mails(10)
            #expect(Set(mails.map(\.to)) == Set((0..<10).map { ["resident\($0)@example.org"] }))
            #expect(Set(mails.compactMap { $0["Message-ID"] }).count == 10)
            for mail in mails {
                let subject = try #require(mail["Subject"])
                #expect(mail.text == String(repeating: "\(subject), é\r\n", count: 2000))
            }
        }
    }

    @Test func `what goes out one after the other arrives in that order`() async throws {
        try await MailSink.with { sink in
            for number in 0..<20 { try await sendmail(sink).send(Samples.mail("\(number)"), to: try Samples.address()) }
            #expect(try await sink.mails(20).map { $0["Subject"] } == (0..<20).map(String.init))
        }
    }

    @Test(arguments: [("later", true), ("laterdata", true), ("never", false)])
    func `the other side's no is told apart from its not now`(name: String, isWorthRepeating: Bool) async throws {
        try await MailSink.with { sink in
            let address = try Samples.address("\(name)@example.org")
            let error = await #expect(throws: NoticeError.self) {
                try await sendmail(sink).send(Samples.mail(), to: address)
            }
            #expect(error?.isWorthRepeating == isWorthRepeating)
            #expect(error?.debugDescription.contains(isWorthRepeating ? "451" : "550") == true)
            #expect(error?.description.contains("example.org") == false)
            try await sendmail(sink).send(Samples.mail(), to: try Samples.address())
            #expect(try await sink.mails(1).count == 1)
        }
    }

    @Test func `a mail server that never answers does not hold us`() async throws {
        try await MailSink.with { sink in
            let address = try Samples.address("hang@example.org")
            let error = await #expect(throws: NoticeError.self) {
                try await sendmail(sink, limit: .seconds(2)).send(Samples.mail(), to: address)
            }
            guard case .outOfTime = error else {
                Issue.record("expected its time to be up, found \(String(describing: error))")
                return
            }
        }
    }
}
