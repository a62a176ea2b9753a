import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing
import Web

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
            #expect(try await browser.page(check).contains("You are writing this for somebody who calls."))
            let sent = try await browser.post("/report/check?channel=phone", ["draft": draft])
            #expect(sent.location?.hasPrefix("/r/") == true)
            #expect(try await Self.enteredBy(visitor) == "phone works/AB")
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
