import Foundation
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct BoardTests {
    /// Written apart from the board's own SQL: from the big tables, by what is in none of the hot ones.
    private static let oracle: [String: String] = [
        "waiting": """
        w.status = 'open' AND NOT EXISTS (SELECT FROM accepted a WHERE a.item = w.item)
        AND NOT EXISTS (SELECT FROM lease l WHERE w.item = ANY (l.items))
        """,
        "leased": "w.status = 'open' AND w.item IN (SELECT unnest(items) FROM lease)",
        "accepted": "w.status = 'open' AND w.item IN (SELECT item FROM accepted)",
        "open": "w.status = 'open'",
        "late": "w.closed_at IS NULL AND w.paused_at IS NULL AND w.due_at < now()",
        "closed": "w.outcome IS NOT NULL AND extract(epoch FROM now() - w.closed_at) <= 3600 * $1",
        "submitted": "extract(epoch FROM now() - r.requested_at) <= 3600 * $1",
    ]

    private func expected(_ address: String, _ visitor: Visitor) async throws -> Int? {
        let query = try #require(URLComponents(string: address)?.queryItems)
        let values = Dictionary(query.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let condition = try #require(Self.oracle[values["state"] ?? ""])
            .replacing("$1", with: values["hours"] ?? "0")
        let soon = values["due"] == "soon" ? "AND w.paused_at IS NULL AND w.due_at - now() BETWEEN '0' AND '24 h'" : ""
        let department = values["department"]
        return try await visitor.database.pool.first(
            """
            SELECT count(*) FROM work_item w JOIN service_request r USING (jurisdiction, number)
             WHERE (\(unescaped: condition)) \(unescaped: soon) AND (\(department)::text IS NULL OR w.department = \(department)::text)
            """
        ) { row in try row.decode(Int.self) }
    }

    @Test(arguments: ["works", "police"])
    func `every number is the list behind it and SQL taken apart from it`(viewer: String) async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let browser = try await Browser(visitor, viewer)
            let page = try await browser.page("/dispatch")
            let numbers = Figures.links(in: page, to: "/dispatch/items")
            // Nine tiles with numbers, four of them the sums below too, and five numbers of each of four departments.
            #expect(numbers.count == 9 + 5 * 4)
            for (address, number) in numbers {
                let (total, rows) = try await Figures.list(address, browser)
                #expect(total == number && rows == number, "\(address): \(number), \(total), \(rows)")
                #expect(try await expected(address, visitor) == number, "\(address)")
            }
            // All kinds of work are there, or the above would prove little.
            let sums = numbers.filter { !$0.key.contains("department") && !$0.key.contains("due=soon") }
            #expect(sums.allSatisfy { $0.value > 0 })
            #expect(numbers["/dispatch/items?state=closed&hours=24"] == 11)
            #expect(page.contains("5 hours ago"))
            #expect(try await city(visitor).isEmpty)
        }
    }

    private func city(_ visitor: Visitor) async throws -> [Breach] {
        try await Verification(pool: visitor.database.pool).run().breaches
    }

    @Test func `an empty city's board is all zeros`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor, "triage")
            let page = try await browser.page("/dispatch")
            let numbers = Figures.links(in: page, to: "/dispatch/items")
            #expect(numbers.count == 29)
            #expect(numbers.values.allSatisfy { $0 == 0 })
            #expect(page.contains(#"<tr class="triage">"#))
            #expect(page.contains("none waits"))
            #expect(page.firstMatch(of: />\d\d:\d\d:\d\d<\/time>/) != nil)
            #expect(try await browser.page("/dispatch/items?state=waiting").contains("Nothing is in this list."))
        }
    }

    @Test func `others' private requests are counted, and shown without what, where and which`() async throws {
        try await TinyServer.with { visitor in
            let form = [
                "service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Secret words",
                "address_string": "Hidden Lane 1",
            ]
            let id = try await visitor.submitted(form)
            let works = try await Browser(visitor, "works")
            let numbers = Figures.links(in: try await works.page("/dispatch"), to: "/dispatch/items")
            #expect(numbers["/dispatch/items?state=waiting&department=police"] == 1)
            // What can be chosen is the catalog's, and the same for every list.
            let list = try await works.page("/dispatch/items?state=waiting&department=police")
                .replacing(/<details class="filters[\s\S]*?<\/details>/, with: "")
            #expect(list.contains("A private request"))
            for secret in [
                id, "person", "in need", "Secret", "Hidden Lane", "police/", "20.005", "/dispatch/requests/",
            ] {
                #expect(!list.contains(secret), "\(secret)")
            }
            #expect(try await works.get("/dispatch/requests/\(id)").status == 404)
            #expect(try await works.get("/desk/items/1").status == 404)
            // A queue would tell the place: there it is in neither the number nor the list.
            let queue = try await works.page("/dispatch/items?state=waiting&queue=police")
            #expect(queue.contains("<strong>0 items</strong>"))
            // Who has the work reads it.
            let police = try await Browser(visitor, "police")
            #expect(try await police.page("/dispatch/items?state=waiting&queue=police").contains("Hidden Lane 1"))
            #expect(try await police.page("/dispatch/requests/\(id)").contains("Secret words"))
            #expect(try await police.page("/desk/items/1").contains("Secret words"))
        }
    }

    @Test func `a service that becomes private hides what came in before from departments without a leg`() async throws
    {
        try await TinyServer.with(.live, change: { $0.publicationInterval = .milliseconds(200) }) { visitor in
            var form = Visitor.pothole
            form["address_string"] = "Hidden Lane 1"
            let id = try await visitor.submitted(form)
            let (works, police) = (try await Browser(visitor, "works"), try await Browser(visitor, "police"))
            let (list, file) = ("/dispatch/items?state=waiting", "/dispatch/requests/\(id)")
            #expect(try await police.page(list).contains("Hidden Lane 1"))
            #expect(try await police.page(file).contains("Hidden Lane 1"))
            try await visitor.makePotholesPrivate()
            let page = try await police.page(list).replacing(/<details class="filters[\s\S]*?<\/details>/, with: "")
            #expect(page.contains("A private request"))
            for secret in [id, "Pothole", "Hidden Lane", "works/W", "20.005"] { #expect(!page.contains(secret)) }
            #expect(try await police.page("\(list)&queue=works/W").contains("<strong>0 items</strong>"))
            #expect(try await police.get(file).status == 404)
            // Who has the work reads it.
            for address in [list, "\(list)&queue=works/W", file, "/desk/items/1"] {
                #expect(try await works.page(address).contains("Hidden Lane 1"), "\(address)")
            }
        }
    }

    @Test func `a request with two legs shows both, each department at its own desk`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(["service_code": "fallen-tree", "lat": "10.01", "long": "20.005"])
            let works = try await Browser(visitor, "works")
            let page = try await works.page("/dispatch/requests/\(id.lowercased())")
            #expect(page.contains("Leg 1: Parks, parks"))
            #expect(page.contains("Leg 2: Public Works, works/W"))
            #expect(page.matches(of: /href="\/desk\/items\/\d+"/).count == 1)
            #expect(page.contains("Fallen tree"))
            let list = try await works.page("/dispatch/items?state=open")
            #expect(list.matches(of: /href="\/dispatch\/requests\//).count == 1)
            #expect(list.matches(of: /href="\/desk\/items\//).count == 1)
            let police = try await Browser(visitor, "police")
            #expect(try await police.get("/dispatch/requests/\(id)").status == 200)
            #expect(try await police.get("/dispatch/requests/AAAAAAAAA").status == 404)
        }
    }

    @Test(
        arguments: [
            "state=lost", "order=up", "hours=0", "hours=169", "hours=x", "after=x", "after=1.-1", "after=9e9.1",
        ]
    )
    func `an address that is none of ours is told so`(query: String) async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let answer = try await browser.get("/dispatch/items?\(query)")
            #expect(answer.status == 400)
            #expect(answer.text.contains("expected"))
        }
    }

    @Test func `nobody who is not signed in sees a number`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            for path in [
                "/desk", "/desk/items", "/desk/items/1", "/dispatch", "/dispatch/items", "/dispatch/requests/\(id)",
            ] {
                let answer = try await visitor.get(path, headers: ["Accept": "text/html"])
                #expect(answer.status == 303, "\(path)")
                #expect(!answer.text.contains("Pothole"))
            }
        }
    }
}
