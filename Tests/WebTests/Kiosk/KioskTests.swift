import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct KioskTests {
    private static let kiosk = "kiosk=town-hall"

    /// Writes a report at the kiosk; gives its draft.
    private static func draft(_ visitor: Visitor) async throws -> String {
        let answer = try await visitor.post("/report/details?\(kiosk)", Visitor.pothole)
        let check = "/report/check?draft="
        guard answer.status == 303, let location = answer.location, location.hasPrefix(check) else {
            throw Unexpected(answer)
        }
        return String(location.dropFirst(check.count).prefix(32))
    }

    @Test func `a visit begins with the map around the kiosk, in the visitor's language`() async throws {
        try await TinyServer.with { visitor in
            let start = try await visitor.page("/kiosk/town-hall")
            #expect(start.location == "/report/where?kiosk=town-hall&centre=10.01%2C20.005&zoom=16")
            let spanish = try await visitor.page("/kiosk/town-hall?lang=es")
            #expect(spanish.location == "/report/where?kiosk=town-hall&lang=es&centre=10.01%2C20.005&zoom=16")
            let page = try await visitor.page(try #require(start.location))
            #expect(page.status == 200 && page.text.contains("centre=10.01"), "\(page.text)")
            #expect(try await visitor.page("/kiosk/moon").status == 404)
        }
    }

    @Test func `nobody is asked who they are, and nothing leads elsewhere or stays`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.draft(visitor)
            let check = try await visitor.page("/report/check?draft=\(draft)&\(Self.kiosk)")
            #expect(!check.words.contains("Your e-mail") && !check.words.contains("Your name"))
            for path in ["you", "you?draft=\(draft)"] {
                let you = try await visitor.page("/report/\(path)\(path.contains("?") ? "&" : "?")\(Self.kiosk)")
                #expect(you.location?.hasPrefix("/report/check?") == true)
            }
            let form = ["draft": draft, "email": "a@example.org"]
            #expect(try await visitor.post("/report/you?\(Self.kiosk)", form).location?.contains("/check?") == true)
            for path in [
                "/report/where?\(Self.kiosk)", "/report/where?lat=10.01&long=20.005&\(Self.kiosk)",
                "/report/details?service=pothole&lat=10.01&long=20.005&\(Self.kiosk)",
                "/report/check?draft=\(draft)&\(Self.kiosk)", "/?\(Self.kiosk)", "/lost?\(Self.kiosk)",
                "/elsewhere/parking-fine?\(Self.kiosk)",
            ] {
                let page = try await visitor.page(path)
                #expect(page[header: "Cache-Control"] == "no-store" && page[header: "Set-Cookie"] == nil)
                #expect(page.text.contains("action=\"/kiosk/town-hall/wipe\""), "\(path)")
                #expect(!page.text.contains("href=\"http"), "\(path)")
                let links = page.links.filter { link in
                    !link.hasPrefix("#") && !link.hasPrefix("/assets/") && !link.hasPrefix("/kiosk/town-hall")
                        && !link.contains(Self.kiosk)
                }
                #expect(links == [], "\(path)")
            }
        }
    }

    @Test func `the button says what it does, and where a visit begins there is no way back`() async throws {
        try await TinyServer.with { visitor in
            let start = try await visitor.following(try await visitor.page("/kiosk/town-hall"))
            #expect(start.text.contains("value=\"Start again\"") && !start.text.contains("class=\"back\""))
            let chosen = try await visitor.page("/report/where?service=pothole&\(Self.kiosk)")
            #expect(chosen.text.contains("class=\"back\""))
            let draft = try await Self.draft(visitor)
            let check = try await visitor.page("/report/check?draft=\(draft)&\(Self.kiosk)")
            #expect(check.text.contains("value=\"Delete and start again\""))
            let sent = try await visitor.post("/report/check?\(Self.kiosk)&lang=es", ["draft": draft])
            let slip = try await visitor.following(sent)
            #expect(slip.text.contains("value=\"Terminar\"") && slip.words.contains("presione “Terminar”"))
        }
    }

    @Test func `what is sent is told on a slip, which is gone with the visit`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.draft(visitor)
            let sent = try await visitor.post("/report/check?\(Self.kiosk)", ["draft": draft])
            #expect(sent.location == "/kiosk/town-hall/sent?draft=\(draft)&\(Self.kiosk)")
            // A second tap leads to the same slip.
            let again = try await visitor.post("/report/check?\(Self.kiosk)", ["draft": draft])
            #expect(again.location == sent.location)
            let slip = try await visitor.page(try #require(sent.location))
            #expect(slip.status == 200 && slip.words.contains("Your report was sent"), "\(slip.text)")
            #expect(slip.words.contains("This goes to Public Works"))
            let link = try #require(slip.text.firstMatch(of: #//r/([0-9A-Z]{9})\?key=[0-9a-f]{32}/#))
            let code = String(link.output.0).replacing("?", with: "/qr.svg?")
            #expect(slip.text.contains("<img src=\"\(code)\""))
            #expect(try await visitor.page(code).text.hasPrefix("<svg"))
            #expect(try await visitor.page(String(link.output.0)).words.contains(Visitor.pothole["description"] ?? "-"))
            let wiped = try await visitor.post("/kiosk/town-hall/wipe", ["draft": draft])
            #expect(wiped.location == "/kiosk/town-hall")
            #expect(try await visitor.page(try #require(sent.location)).location?.hasPrefix("/kiosk/town-hall") == true)
            #expect(try await visitor.count("report_draft") == 0)
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `starting again deletes what is written and not sent`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.draft(visitor)
            let page = try await visitor.page("/report/details?draft=\(draft)&change=1&\(Self.kiosk)")
            #expect(page.text.contains("<input type=\"hidden\" name=\"draft\" value=\"\(draft)\">"))
            for draft in ["", "nonsense", draft, draft] {
                #expect(
                    try await visitor.post("/kiosk/town-hall/wipe", ["draft": draft]).location == "/kiosk/town-hall"
                )
            }
            #expect(try await visitor.count("report_draft") == 0)
            let foreign = ["Origin": "https://elsewhere.example"]
            #expect(try await visitor.post("/kiosk/town-hall/wipe", ["draft": ""], headers: foreign).status == 403)
        }
    }

    @Test(
        arguments: [
            (#"<a href="https://a.example/">A</a>"#, #"A: <span class="address">https://a.example/</span>"#),
            (#"<a class="b" href="http://a">http://a</a>"#, #"<span class="address">http://a</span>"#),
            (#"<a class="b" href="/x">A &amp; B</a>"#, #"<a class="b" href="/x">A &amp; B</a>"#),
            (#"<a href="tel:1">1</a> <a href="/y">Y</a>"#, #"<span class="address">1</span> <a href="/y">Y</a>"#),
        ]
    )
    func `links to elsewhere are text`(html: String, expected: String) {
        #expect(InsideLinks.only(in: html) == expected)
    }
}
