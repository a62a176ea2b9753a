import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct StillThereTests {
    /// A request that its department has dealt with.
    private func closed(
        _ visitor: Visitor,
        _ form: [String: String] = Visitor.pothole,
        by department: String = "works"
    ) async throws -> String {
        let id = try await visitor.submitted(form)
        try await close(visitor, by: department)
        return id
    }

    /// A department deals with the next item of its queues.
    private func close(_ visitor: Visitor, by department: String = "works") async throws {
        let key = try await visitor.key(department)
        let (lease, items) = try await visitor.claim(department, #"{"limit":1}"#, key: key)
        let body = #"{"items":[{"item_id":\#(items.first ?? 0),"outcome":"done"}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
    }

    private func cancel(_ id: String, _ visitor: Visitor) async throws {
        let boss = try await visitor.key("triage", scopes: [.supervise])
        let answer = try await visitor.call("requests/\(id)/cancel", #"{"reason":"Gone."}"#, key: boss)
        guard answer.status == 200 else { throw Unexpected(answer) }
    }

    @Test func `a resident opens a closed report again, once however often it is said`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let open = try await visitor.page("/r/\(id)")
            #expect(!open.text.contains("still-there"))
            try await close(visitor)
            let page = try await visitor.page("/r/\(id)")
            #expect(page.text.contains("<form class=\"no-print\" method=\"post\" action=\"/r/\(id)/still-there\">"))
            let form = ["reason": "The hole is back <b>"]
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<4 { group.addTask { try await visitor.post("/r/\(id)/still-there", form) } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.status == 303 })
            #expect(answers.allSatisfy { $0.location == "/r/\(id)?reopened=1" })
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
                #expect(answer.text.contains("href=\"/report/where\""))
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
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"],
                by: "police"
            )
            #expect(try await !visitor.page("/r/\(hidden)").text.contains("still-there"))
            let path = "/r/\(id)/still-there"
            let foreign = try await visitor.post(path, [:], headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(foreign.status == 403)
            #expect(try await visitor.post("/r/\(hidden)/still-there", [:]).status == 409)
            #expect(try await visitor.post("/r/000000000/still-there", [:]).status == 404)
            #expect(try await visitor.post("/r/nonsense/still-there", [:]).status == 404)
            #expect(try await visitor.get(path).status == 405)
            #expect(try await visitor.count("service_request WHERE status = 'open'") == 0)
            #expect(try await visitor.count("event WHERE kind = 'reopened'") == 0)
        }
    }

    @Test(arguments: [
        (String(repeating: "x<y ", count: 126), "x&lt;y x&lt;y", "at most 500 characters; you wrote 503."),
        ("The hole\r\nis \u{7}\u{202E}back.", "The hole\nis back.", "characters in it that cannot be shown"),
    ])
    func `what cannot be taken comes back in the form, and nothing was done`(
        reason: String,
        shown: String,
        why: String
    ) async throws {
        try await TinyServer.with { visitor in
            let id = try await closed(visitor)
            let answer = try await visitor.post("/r/\(id)/still-there", ["reason": reason])
            #expect(answer.status == 422)
            #expect(answer.text.contains("<title>Error: Report "))
            #expect(answer.words.contains("There is a problem \(why)") || answer.words.contains(why))
            #expect(answer.text.contains("<a href=\"#reason\">"))
            #expect(
                answer.text.contains("aria-describedby=\"reason-hint reason-error\" aria-invalid=\"true\">\n\(shown)")
            )
            #expect(try await visitor.count("event WHERE kind = 'reopened'") == 0)
        }
    }

    @Test func `a report that was called off says why and where to report anew`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            try await cancel(id, visitor)
            let page = try await visitor.page("/r/\(id)")
            #expect(!page.text.contains("still-there"))
            #expect(page.words.contains("The report was called off. Gone."), "\(page.words)")
            #expect(page.text.contains("<a href=\"/report/where\">report it anew</a>"))
            let answer = try await visitor.post("/r/\(id)/still-there", ["reason": "It is <there>."])
            #expect(answer.status == 409)
            #expect(answer.words.contains("The report was called off: Gone."))
            #expect(answer.words.contains("You wrote: It is &lt;there&gt;."))
            #expect(answer.text.contains("href=\"/report/where\""))
            #expect(try await visitor.count("event WHERE kind = 'reopened'") == 0)
            let boss = try await visitor.key("triage", scopes: [.supervise])
            #expect(
                try await visitor.call("requests/\(id)/reopen", #"{"reason":"A mistake."}"#, key: boss).status == 200
            )
        }
    }

    @Test func `nobody is thanked for what was not done`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            #expect(try await !visitor.page("/r/\(id)?reopened=1").words.contains("Thank you"))
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
