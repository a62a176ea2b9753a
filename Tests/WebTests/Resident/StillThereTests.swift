import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct StillThereTests {
    /// A request that was called off, by a supervisor's key that is given back with it.
    private func closed(_ visitor: Visitor, _ form: [String: String] = Visitor.pothole) async throws -> String {
        let id = try await visitor.submitted(form)
        try await close(id, visitor)
        return id
    }

    private func close(_ id: String, _ visitor: Visitor) async throws {
        let boss = try await visitor.key("triage", scopes: [.supervise])
        let answer = try await visitor.call("requests/\(id)/cancel", #"{"reason":"Gone."}"#, key: boss)
        guard answer.status == 200 else { throw Unexpected(answer) }
    }

    @Test func `a resident opens a closed report again, once however often it is said`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let open = try await visitor.page("/r/\(id)")
            #expect(!open.text.contains("still-there"))
            try await close(id, visitor)
            let page = try await visitor.page("/r/\(id)")
            #expect(page.text.contains("<form class=\"no-print\" method=\"post\" action=\"/r/\(id)/still-there\">"))
            let form = ["reason": "The hole is back <b>"]
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<4 { group.addTask { try await visitor.post("/r/\(id)/still-there", form) } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 303 })
            #expect(answers.filter { $0.location == "/r/\(id)?reopened=1" }.count == 1)
            #expect(answers.filter { $0.location == "/r/\(id)" }.count == 3)
            #expect(try await visitor.count("event WHERE kind = 'reopened'") == 1)
            let thanks = try await visitor.page("/r/\(id)?reopened=1")
            #expect(thanks.words.contains("Thank you. The report is open again"))
            #expect(thanks.words.contains("Somebody told us that the problem is still there."))
            #expect(!thanks.text.contains("The hole is back"))
            #expect(!thanks.text.contains("still-there"))
            let staff = try await Browser(visitor).page("/dispatch/requests/\(id)")
            #expect(staff.contains("A resident says it is still there"))
            #expect(staff.contains("The hole is back &lt;b&gt;"))
        }
    }

    @Test func `too late and too often, the page says whom to call`() async throws {
        try await TinyServer.with { visitor in
            let late = try await closed(visitor)
            let often = try await closed(visitor)
            try await visitor.database.pool.execute(
                """
                UPDATE service_request
                   SET closed_at = closed_at - CASE number WHEN 1 THEN interval '31 days' ELSE interval '0' END,
                       reopens = CASE number WHEN 1 THEN 0 ELSE 3 END
                """
            )
            for (id, why) in [(late, "closed too long ago"), (often, "opened again several times")] {
                #expect(try await !visitor.page("/r/\(id)").text.contains("still-there"))
                let answer = try await visitor.post("/r/\(id)/still-there", [:])
                #expect(answer.status == 409)
                #expect(answer.words.contains(why), "\(answer.words)")
                #expect(answer.words.contains("telephone 555-0101"))
                #expect(answer.text.contains("href=\"/report\""))
            }
            #expect(try await visitor.count("service_request WHERE status = 'open'") == 0)
        }
    }

    @Test func `another site's form, a private report, an unknown one and too many words change nothing`() async throws
    {
        try await TinyServer.with { visitor in
            let id = try await closed(visitor)
            let hidden = try await closed(
                visitor,
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
            )
            #expect(try await !visitor.page("/r/\(hidden)").text.contains("still-there"))
            let path = "/r/\(id)/still-there"
            let foreign = try await visitor.post(path, [:], headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(foreign.status == 403)
            #expect(try await visitor.post("/r/\(hidden)/still-there", [:]).status == 409)
            #expect(try await visitor.post("/r/000000000/still-there", [:]).status == 404)
            #expect(try await visitor.post("/r/nonsense/still-there", [:]).status == 404)
            #expect(try await visitor.get(path).status == 405)
            let long = String(repeating: "x", count: 501)
            #expect(try await visitor.post(path, ["reason": long]).status == 422)
            #expect(try await visitor.post(path, ["reason": "a\u{7}b"]).status == 422)
            #expect(try await visitor.count("service_request WHERE status = 'open'") == 0)
            #expect(try await visitor.count("event WHERE kind = 'reopened'") == 0)
        }
    }

    @Test func `an original says how many others there are, and a duplicate leads to the root`() async throws {
        try await TinyServer.with { visitor in
            let ids = [try await visitor.submitted(), try await visitor.submitted(), try await visitor.submitted()]
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            for (place, original) in [(1, ids[0]), (2, ids[1])] {
                let body = #"{"items":[{"item_id":\#(items[place]),"outcome":"duplicate","detail":"\#(original)"}]}"#
                #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
            }
            for id in ids.dropFirst() {
                #expect(try await visitor.page("/r/\(id)").text.contains("<a href=\"/r/\(ids[0])\">See report"))
            }
            let page = try await visitor.page("/r/\(ids[0])").words
            #expect(page.contains("2 other reports of this problem"))
            #expect(page.contains("Somebody else reported the same problem."))
            let circle = #"{"items":[{"item_id":\#(items[0]),"outcome":"duplicate","detail":"\#(ids[2])"}]}"#
            #expect(try await visitor.call("leases/\(lease ?? "")/complete", circle, key: key).status == 400)
            #expect(try await visitor.count("service_request WHERE status = 'closed'") == 2)
        }
    }
}
