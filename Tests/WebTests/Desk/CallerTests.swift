import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct CallerTests {
    private static func enteredBy(_ visitor: Visitor) async throws -> String? {
        try await visitor.database.pool.first(
            "SELECT concat_ws(' ', channel, entered_by) FROM service_request ORDER BY number DESC LIMIT 1"
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test func `staff write for a caller, and who entered it is on record`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            #expect(try await browser.page("/desk").contains("href=\"/desk/report\""))
            #expect(try await browser.get("/desk/report").location == "/report/where?channel=phone")
            let draft = try await visitor.draft()
            let check = "/report/check?draft=\(draft)&channel=phone"
            #expect(try await browser.get("/desk/report?draft=\(draft)").location == check)
            #expect(try await browser.page(check).contains("You are entering a report for a caller"))
            let sent = try await browser.post("/report/check?channel=phone", ["draft": draft])
            #expect(sent.location?.hasPrefix("/r/") == true)
            #expect(try await Self.enteredBy(visitor) == "phone works/AB")
        }
    }

    /// What residents read where staff who write for them read something else: the longest pieces between values.
    private static func said(toResidents language: String) throws -> [String] {
        let clerks = try Vocabulary.own.get().words(in: language, isByPhone: true).all
        return Vocabulary.words(in: language).all.compactMap { key, text in
            let pieces = text.replacing("'", with: "&#39;").replacing(/\{[a-z]+\}/, with: "\n").split(separator: "\n")
            let longest = pieces.max { $0.count < $1.count }.map(String.init) ?? ""
            return longest.count < 10 || clerks[key]?.contains(longest) == true ? nil : longest
        }
    }

    @Test(arguments: [
        ("en", "You are entering a report for a caller · Public Works · AB", "Back to the desk", "Enter another call"),
        (
            "es", "Usted anota el reporte de quien llama · Obras Públicas · AB", "Volver al escritorio",
            "Anotar otra llamada"
        ),
    ])
    func `every page says who enters it, speaks of the caller, and ends with the way back to the desk`(
        language: String,
        band: String,
        desk: String,
        another: String
    ) async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let toResidents = try Self.said(toResidents: language)
            #expect(toResidents.count > 40)
            let carried = "channel=phone&lang=\(language)"
            func check(_ page: Answer, _ path: String) {
                #expect(page.status == 200, "\(path)")
                #expect(page.words.contains(band) && page.words.contains(desk), "\(path)")
                // What is to be read out is said to the resident.
                let said = page.words.replacing(/: “[^”]*”/, with: "")
                #expect(toResidents.filter { said.contains($0) } == [], "\(path)")
            }
            func show(_ path: String) async throws -> Answer {
                let page = try await browser.get(path + carried)
                check(page, path)
                return page
            }
            _ = try await visitor.submitted(Visitor.pothole.merging(["lat": "10.0101"]) { $1 })
            let point = "lat=10.01&long=20.0099&"
            for path in [
                "/report/where?", "/report/where?\(point)", "/report/what?\(point)", "/report/what?place=words&",
                "/report/what?q=zeppelin&\(point)", "/report/nearby?service=pothole&lat=10.01&long=20.005&",
                "/report/details?service=pothole&seen=1&\(point)", "/report/details?service=pothole&place=words&",
            ] { _ = try await show(path) }
            let near = ["service_code": "pothole", "lat": "10.01", "long": "20.0099"]
            let draft = try await visitor.draft(near)
            let you = try await show("/report/you?draft=\(draft)&")
            #expect(you.text.contains("autocomplete=\"off\"") && !you.text.contains("autocomplete=\"email\""))
            _ = try await show("/report/edge?draft=\(draft)&")
            _ = try await browser.post("/report/edge?\(carried)", ["draft": draft, "side": "unsure"])
            _ = try await show("/report/check?draft=\(draft)&")
            let sent = try await browser.post("/report/check?\(carried)", ["draft": draft])
            let end = try await browser.get(try #require(sent.location))
            check(end, "sent")
            #expect(end.words.contains(another) && end.links.contains("/desk/report") && end.links.contains("/desk"))
        }
    }

    @Test func `without a session the band has no name, whoever the address speaks of`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/where?channel=phone")
            #expect(page.words.contains("You are entering a report for a caller Nobody is signed in"))
            #expect(!(try await visitor.page("/report/where").words.contains("for a caller")))
        }
    }

    @Test func `without a session nothing is sent, and the report is kept for after the sign-in`() async throws {
        try await TinyServer.with { visitor in
            #expect(try await visitor.page("/desk/report").location?.hasPrefix("/desk/sign-in?to=") == true)
            let draft = try await visitor.draft()
            let sent = try await visitor.post("/report/check?channel=phone", ["draft": draft])
            let to = "%2Fdesk%2Freport%3Fdraft%3D\(draft)"
            #expect(sent.status == 303 && sent.location == "/desk/sign-in?to=\(to)&lost=1", "\(sent.location ?? "")")
            #expect(try await visitor.count("service_request") == 0)
            #expect(try await visitor.count("report_draft") == 1)
        }
    }

    @Test func `a key that may only look may not report`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor, key: try await visitor.key("works", scopes: [.read]))
            #expect(try await browser.get("/desk/report").status == 403)
            let sent = try await browser.post("/report/check?channel=phone", ["draft": try await visitor.draft()])
            #expect(sent.status == 403)
            #expect(try await visitor.count("service_request") == 0)
        }
    }
}
