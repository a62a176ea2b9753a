import Crypto
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Web

@Suite struct ElsewhereTests {
    @Test func `what another site does stands in its group, is found, and is no service`() async throws {
        try await TinyServer.with { visitor in
            let front = try await visitor.page("/")
            #expect(front.links.contains("/elsewhere/parking-fine"))
            #expect(front.words.contains("Pay a parking fine at the court of Tiny City"))
            for query in ["ticket", "parkign", "boleta"] {
                #expect(try await visitor.page("/?q=\(query)").links.contains("/elsewhere/parking-fine"), "\(query)")
            }
            // Also where a place is chosen already.
            let what = try await visitor.page("/report/what?lat=10.01&long=20.005&lang=es&q=boleta")
            #expect(what.links.contains("/elsewhere/parking-fine?lang=es"))
            #expect(try await visitor.page("/?lang=es").links.contains("/elsewhere/parking-fine?lang=es"))
            #expect(!(try await visitor.get("/open311/v2/services.json").text.contains("parking-fine")))
        }
    }

    @Test func `its page says who does it and leads there, without a number where the site reports nothing`()
        async throws
    {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/elsewhere/parking-fine?lang=es")
            #expect(page.status == 200 && page.words.contains("De esto se encarga el juzgado de Ciudad Pequeña"))
            #expect(page.links.contains("https://fines.example.org/pay"))
            #expect(!page.text.contains("<form method=\"post\""))
            #expect(
                try await visitor.post("/elsewhere/parking-fine", ["begin": "1"])[header: "Location"]
                    == "/elsewhere/parking-fine"
            )
            for path in ["/elsewhere/pothole", "/elsewhere/nothing", "/elsewhere/errands/0123"] {
                #expect(try await visitor.page(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `a signed word is shown once it came, an older one is not, and the last stands`() async throws {
        try await Self.withSecrets([Self.secret]) { visitor in
            let errand = try await visitor.errand()
            let page = try await visitor.page("/elsewhere/errands/\(errand)")
            #expect(page.words.contains("nothing has been told us yet"))
            #expect(page.links.contains("https://fines.example.org/pay?errand=\(errand)"))
            #expect(page[header: "Referrer-Policy"] == "no-referrer")

            let now = Int(Date().timeIntervalSince1970)
            let word = #"{"state":"done","words":"Paid <b>today</b>"}"#
            #expect(try await visitor.tell(errand, word, time: now).status == 204)
            let done = try await visitor.page("/elsewhere/errands/\(errand)")
            #expect(done.words.contains("The court of Tiny City: it is done."))
            #expect(done.text.contains("Paid &lt;b&gt;today&lt;/b&gt;"))

            // Sent twice, and overtaken by a later one.
            #expect(try await visitor.tell(errand, word, time: now).status == 409)
            #expect(try await visitor.tell(errand, #"{"state":"in_progress"}"#, time: now - 1).status == 409)
            #expect(try await visitor.page("/elsewhere/errands/\(errand)").words.contains("it is done"))
            #expect(try await visitor.tell(errand, #"{"state":"refused"}"#, time: now + 1).status == 204)
            #expect(try await visitor.page("/elsewhere/errands/\(errand)?lang=es").words.contains("fue rechazado"))
        }
    }

    @Test func `a forged, old, foreign or unknown word is refused alike, and nothing changes`() async throws {
        try await Self.withSecrets([Self.secret]) { visitor in
            let (errand, other) = (try await visitor.errand(), try await visitor.errand())
            let now = Int(Date().timeIntervalSince1970)
            let word = #"{"state":"done"}"#
            let right = Self.signature(word, of: errand, time: now)
            let cases: [(String, String, String)] = [
                ("no signature", errand, ""),
                (
                    "another secret", errand,
                    Self.signature(word, of: errand, time: now, secret: String(repeating: "x", count: 32))
                ),
                ("an old one", errand, Self.signature(word, of: errand, time: now - 301)),
                ("one of the future", errand, Self.signature(word, of: errand, time: now + 3600)),
                ("another errand's", other, right),
                ("of another body", errand, Self.signature(#"{"state":"refused"}"#, of: errand, time: now)),
                ("another time beside it", errand, right.replacing("t=\(now)", with: "t=\(now - 1)")),
                ("two times", errand, "t=1," + right),
                ("no time", errand, String(right.drop { $0 != "," }.dropFirst())),
                ("half a digest", errand, String(right.dropLast(32))),
                (
                    "an unknown errand", String(repeating: "0", count: 32),
                    Self.signature(word, of: String(repeating: "0", count: 32), time: now)
                ),
            ]
            for (what, to, signature) in cases {
                let answer = try await visitor.tell(to, word, signature: signature)
                #expect(answer.status == 401 && answer.text.contains("signature_invalid"), "\(what): \(answer.status)")
            }
            #expect(try await visitor.page("/elsewhere/errands/\(errand)").words.contains("nothing has been told"))
            #expect(try await visitor.tell(errand, word, signature: right).status == 204)
        }
    }

    @Test(arguments: [
        (#"{"state":"begun"}"#, "state: expected one of in_progress, done, refused, found “begun”"),
        (#"{}"#, "expected state, one of in_progress, done, refused, found none"),
        (#"{"state":"done","paid":true}"#, "expected only state, words, found “paid”"),
        (#"{"state":"done","words":7}"#, "words: expected text, found another value"),
        ("[]", "expected a JSON object"), ("", "expected state, one of"),
    ])
    func `a signed word of another shape is told what was expected`(body: String, says: String) async throws {
        try await Self.withSecrets([Self.secret]) { visitor in
            let errand = try await visitor.errand()
            let answer = try await visitor.tell(errand, body, time: Int(Date().timeIntervalSince1970))
            #expect(answer.status == 400 && answer.text.contains(says), "\(answer.text)")
        }
    }

    @Test func `a new secret holds beside the old one`() async throws {
        let new = String(repeating: "n", count: 40)
        try await Self.withSecrets([Self.secret, new]) { visitor in
            let now = Int(Date().timeIntervalSince1970)
            for (offset, secret) in [Self.secret, new].enumerated() {
                let errand = try await visitor.errand()
                let word = #"{"state":"in_progress"}"#
                let signature = Self.signature(word, of: errand, time: now + offset, secret: secret)
                #expect(try await visitor.tell(errand, word, signature: signature).status == 204)
            }
        }
    }

    @Test func `a secret too short to be one keeps the server from starting, and is not told`() async throws {
        await #expect {
            try await Self.withSecrets(["short-but-secret"]) { _ in }
        } throws: { error in
            let text = "\(error)"
            return text.contains("parking-fine: expected secrets of at least 32 bytes") && !text.contains("short-but")
        }
    }

    // MARK: - Parts

    fileprivate static let secret = "a secret of the court, long enough to be one"

    private static func withSecrets(
        _ secrets: [String],
        _ body: @Sendable (Visitor) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "secrets-\(UUID().uuidString)")
        let city = folder.appending(path: "tiny")
        try FileManager.default.createDirectory(at: city, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(secrets.joined(separator: "\n").utf8).write(to: city.appending(path: "parking-fine"))
        try await TinyServer.with(change: { $0.elsewhereSecrets = folder.path }, body)
    }

    fileprivate static func signature(_ body: String, of errand: String, time: Int, secret: String = secret) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(time).\(errand).\(body)".utf8),
            using: SymmetricKey(data: Data(secret.utf8))
        )
        return "t=\(time),v1=" + code.map { String(format: "%02x", $0) }.joined()
    }
}

extension Visitor {
    /// Takes a number for the fine.
    fileprivate func errand() async throws -> String {
        let page = try await page("/elsewhere/parking-fine")
        guard page.text.contains("<form method=\"post\" action=\"/elsewhere/parking-fine\">") else {
            throw Unexpected(page)
        }
        let answer = try await post("/elsewhere/parking-fine", ["begin": "1"])
        guard answer.status == 303, let location = answer[header: "Location"],
            location.hasPrefix("/elsewhere/errands/")
        else { throw Unexpected(answer) }
        return String(location.dropFirst("/elsewhere/errands/".count))
    }

    fileprivate func tell(_ errand: String, _ body: String, time: Int) async throws -> Answer {
        try await tell(errand, body, signature: ElsewhereTests.signature(body, of: errand, time: time))
    }

    fileprivate func tell(_ errand: String, _ body: String, signature: String) async throws -> Answer {
        try await send(
            .post,
            "/elsewhere/errands/\(errand)/status",
            headers: ["Content-Type": "application/json", "Dispatch311-Signature": signature],
            body: body
        )
    }
}
