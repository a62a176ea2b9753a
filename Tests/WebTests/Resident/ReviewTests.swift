import Foundation
import Postgres
import TestSupport
import Testing

@testable import Web

/// Forms with mistakes lead to the address of a page that tells them.
@Suite struct ReviewTests {
    private static let wrong = Visitor.pothole.merging(["attribute[depth]": "bottomless"]) { $1 }
    private static let mistake = "“How deep is it?”: choose one of the answers that are offered."

    private static func draft(in answer: Answer) throws -> String {
        guard let match = answer.location?.firstMatch(of: #/draft=([0-9a-f]{32})/#) else { throw Unexpected(answer) }
        return String(match.1)
    }

    @Test func `mistakes are told as long as the page is reloaded, and to nobody who comes another way`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.post("/report/details", Self.wrong)
            let draft = try Self.draft(in: answer)
            #expect(answer.location == "/report/details?draft=\(draft)&review=1")
            // A program that does not go there reads it all the same.
            #expect(answer.text == "\(Self.mistake)\n/report/details?draft=\(draft)&review=1\n")
            #expect(answer[header: "Content-Type"] == "text/plain; charset=utf-8")
            for _ in 0..<2 {
                let page = try await visitor.following(answer)
                #expect(page.text.contains("<title>Error: Pothole") && page.text.contains(Self.mistake))
                #expect(page.text.contains("Deep.</textarea>") && page.hiddenFields["draft"] == draft)
            }
            let afresh = try await visitor.page("/report/details?draft=\(draft)")
            #expect(afresh.text.contains("<title>Pothole") && !afresh.text.contains(Self.mistake))
            // Mended, it goes on from the same draft, and is asked who it is from.
            let mended = try await visitor.post("/report/details", afresh.hiddenFields)
            #expect(mended.location == "/report/you?draft=\(draft)" && mended.text.isEmpty)
            #expect(try await visitor.count("report_draft") == 1)
        }
    }

    @Test func `the form sent twice, by a double tap, leads to the same mistakes`() async throws {
        try await TinyServer.with { visitor in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<3 { group.addTask { try await visitor.post("/report/details", Self.wrong) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for answer in answers { #expect(try await visitor.following(answer).text.contains(Self.mistake)) }
            let draft = try Self.draft(in: try #require(answers.first))
            for _ in 0..<2 {
                let again = try await visitor.post("/report/details", Self.wrong.merging(["draft": draft]) { $1 })
                #expect(try Self.draft(in: again) == draft)
            }
            #expect(try await visitor.count("report_draft") == 3)
        }
    }

    @Test func `what is too long is kept as it was typed, as far as a form may hold it`() async throws {
        try await TinyServer.with { visitor in
            let long = String(repeating: "ñ", count: 40_000)
            let page = try await visitor.arrive("/report/details", Self.wrong.merging(["description": long]) { $1 })
            #expect(page.text.contains(long) && page.text.contains("Shorten what you have written"))
            let longer = Self.wrong.merging(["description": String(repeating: "ñ", count: 50_000)]) { $1 }
            #expect(try await visitor.post("/report/details", longer).status == 413)
            #expect(try await visitor.count("report_draft") == 1)
        }
    }

    @Test func `a change that went wrong has no way back to a check that only leads here`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            for (path, wrong) in [
                ("/report/details", Self.wrong), ("/report/you", ["email": "nobody"]), ("/report/you", ["phone": "12"]),
            ] {
                let form = wrong.merging(["draft": draft, "change": "1"]) { $1 }
                let page = try await visitor.arrive(path, form)
                #expect(page.text.contains("role=\"alert\"") && !page.text.contains("class=\"back\""), "\(path)")
                let check = try await visitor.page("/report/check?draft=\(draft)")
                #expect(check.location == "\(path)?draft=\(draft)&change=1&review=1")
                let mended = path == "/report/you" ? ["draft": draft] : page.hiddenFields
                _ = try await visitor.post(path, mended.merging(["change": "1"]) { $1 })
                #expect(try await visitor.page("/report/check?draft=\(draft)").status == 200)
            }
        }
    }

    @Test func `who was not asked yet who they are, is asked after the mistakes`() async throws {
        try await TinyServer.with { visitor in
            let draft = try Self.draft(in: try await visitor.post("/report/details", Self.wrong))
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.location == "/report/details?draft=\(draft)&review=1")
            let page = try await visitor.following(check)
            let mended = try await visitor.post("/report/details", page.hiddenFields)
            #expect(mended.location == "/report/you?draft=\(draft)")
        }
    }

    @Test func `at a kiosk what is typed wrong is deleted with the visit`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.arrive("/report/details?kiosk=town-hall", Self.wrong)
            let draft = try #require(page.hiddenFields["draft"])
            let field = "<input type=\"hidden\" name=\"draft\" value=\"\(draft)\">"
            let again = try #require(page.text.firstMatch(of: #/<form id="again".*?</form>/#.dotMatchesNewlines()))
            #expect(again.output.contains(field))
            _ = try await visitor.post("/kiosk/town-hall/wipe", ["draft": draft])
            #expect(try await visitor.count("report_draft") == 0)
        }
    }

    @Test func `a page that a form of a report is answered with knows the draft to start again without`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            func forgets(_ answer: Answer) throws -> Bool {
                let form = try #require(answer.text.firstMatch(of: #/<form id="again".*?</form>/#.dotMatchesNewlines()))
                return form.output.contains("value=\"\(draft)\"")
            }
            let kiosk = "kiosk=town-hall"
            let pool = visitor.database.pool
            try await pool.execute("ALTER TABLE report_draft RENAME COLUMN number TO elsewhere")
            for path in ["where", "details", "check", "nearby", "edge"] {
                let form = ["draft": draft, "side": "here", "seen": "", "lat": "10.01", "long": "20.005"]
                let own = path == "details" ? form.merging(Visitor.pothole) { $1 } : form
                let answer = try await visitor.post("/report/\(path)?\(kiosk)", own)
                #expect(answer.status == 500 && answer.words.contains("Nothing you have written is lost"), "\(path)")
                #expect(try forgets(answer), "\(path)")
            }
            try await pool.execute("ALTER TABLE report_draft RENAME COLUMN elsewhere TO number")
            try await pool.execute(
                "UPDATE report_draft SET form = replace(form, 'service_code=pothole', 'service_code=x')"
            )
            let gone = try await visitor.post("/report/check?\(kiosk)", ["draft": draft])
            #expect(gone.status == 404 && gone.words.contains("no longer offered"))
            #expect(try forgets(gone))
        }
    }
}
