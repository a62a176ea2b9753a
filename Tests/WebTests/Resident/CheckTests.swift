import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct CheckTests {
    @Test func `the check shows everything, where it goes and why, and the way to change each answer`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["attribute[depth]"] = "deep"
            form["address_string"] = "By the well"
            let draft = try await visitor.draft(form)
            let page = try await visitor.page("/report/check?draft=\(draft)")
            #expect(page.status == 200)
            for text in [
                "Pothole", "First Precinct, West, at 10.01, 20.005", "By the well", "How deep is it?", "Deep",
                "Not provided", "This goes to Public Works", "It should be done by",
            ] {
                #expect(page.words.contains(text), "\(text)")
            }
            for link in [
                "/report/what?draft=\(draft)&change=1",
                "/report/where?draft=\(draft)&change=1&centre=10.01%2C20.005&zoom=17",
                "/report/details?draft=\(draft)&change=1#description",
                "/report/details?draft=\(draft)&change=1#attribute-depth", "/report/you?draft=\(draft)&change=1#email",
            ] {
                #expect(page.links.contains(link), "\(link)")
            }
            #expect(page[header: "Cache-Control"] == "no-store")
            // What is near the place is changed beside it, without choosing the place anew.
            let near = try #require(page.links.first { $0.contains("&near=") })
            let confirm = try await visitor.page(near)
            #expect(confirm.text.contains("value=\"By the well\"") && confirm.hiddenFields["draft"] == draft)
            let moved = confirm.hiddenFields.merging(["near": "At the gate"]) { $1 }
            let check = "/report/check?draft=\(draft)"
            #expect(try await visitor.post("/report/where", moved)[header: "Location"] == check)
            #expect(try await visitor.page(check).words.contains("At the gate"))
        }
    }

    @Test func `what is written beside a place is shown before another place takes it or loses it`() async throws {
        try await TinyServer.with { visitor in
            for place in ["By the well", nil] {
                var form = Visitor.pothole
                form["address_string"] = place
                // A place in words alone, too: they stay beside the point.
                if place != nil { (form["lat"], form["long"]) = (nil, nil) }
                let draft = try await visitor.draft(form)
                let address = "/report/where?draft=\(draft)&change=1&lat=10.01&long=20.004"
                let confirm = try await visitor.page(address)
                #expect(confirm.text.contains("name=\"near\" value=\"\(place ?? "")\""))
                let emptied = confirm.hiddenFields.merging(["near": "", "lang": "es"]) { $1 }
                let spanish = try await visitor.arrive("/report/where", emptied)
                #expect(spanish.text.contains("name=\"near\" value=\"\""))
                let kept = confirm.hiddenFields.merging(["near": place ?? ""]) { $1 }
                let check = try await visitor.arrive("/report/where", kept)
                #expect(check.words.contains("By the well") == (place != nil))
                _ = try await visitor.post("/report/where", confirm.hiddenFields.merging(["near": " "]) { $1 })
                #expect(!(try await visitor.page("/report/check?draft=\(draft)").words.contains("By the well")))
            }
        }
    }

    @Test func `a change comes back to the check, in the same draft`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            let check = "/report/check?draft=\(draft)"
            // The answers.
            let details = try await visitor.page("/report/details?draft=\(draft)&change=1")
            #expect(details.text.contains("Deep.</textarea>") && details.hiddenFields["draft"] == draft)
            let form = details.hiddenFields.merging(["description": "Not so deep."]) { $1 }
            #expect(try await visitor.post("/report/details", form)[header: "Location"] == check)
            // The place.
            let place = try await visitor.page("/report/where?draft=\(draft)&lat=10.01&long=20.015")
            #expect(place.text.contains("<form id=\"answers\" method=\"post\" action=\"/report/where\">"))
            let moved = try await visitor.post(
                "/report/where",
                ["draft": draft, "lat": "10.01", "long": "20.015", "near": "The pond"]
            )
            #expect(moved[header: "Location"] == check)
            let page = try await visitor.page(check)
            #expect(page.words.contains("Central Park") && page.words.contains("Not so deep."))
            #expect(page.words.contains("The pond") && page.words.contains("the place is in a park"))
            // The service: its own questions are asked, the rest is kept.
            let what = try await visitor.page("/report/what?draft=\(draft)&change=1")
            let other = try #require(what.links.first { $0.hasPrefix("/report/details?service=flood") })
            #expect(other.contains("draft=\(draft)&change=1"))
            let questions = try await visitor.page(other)
            #expect(questions.text.contains("Not so deep.</textarea>"))
            #expect(questions.hiddenFields["service_code"] == "flood" && questions.hiddenFields["draft"] == draft)
            #expect(try await visitor.count("report_draft") == 1)
        }
    }

    @Test func `near an edge the page says who is beyond it`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft(["service_code": "pothole", "lat": "10.01", "long": "20.0097"])
            let page = try await visitor.page("/report/check?draft=\(draft)")
            #expect(page.words.contains("It is only 33 metres to Central Park."))
            #expect(page.words.contains("another department: Parks"))
        }
    }

    @Test func `sending makes one request however often the button is pressed`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            let links = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let (id, key) = try await visitor.link(sending: draft)
                        return "/r/\(id)?key=\(key)&new=1"
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(links.count == 1)
            let link = try #require(links.first)
            #expect(try await visitor.post("/report/check", ["draft": draft]).location == link)
            #expect(try await visitor.count("service_request") == 1)
            // Going back shows what it became, and a late change does as well.
            for path in ["/report/check?draft=\(draft)", "/report/details?draft=\(draft)"] {
                #expect(try await visitor.page(path).location == link)
            }
            var late = Visitor.pothole
            late["draft"] = draft
            #expect(try await visitor.post("/report/details", late).location == link)
            #expect(try await visitor.count("service_request") == 1)
            // The draft's address lies about in the browser's history: later it tells the key no more.
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = requested_at - interval '2 hours'"
            )
            let later = try await visitor.page("/report/check?draft=\(draft)").location
            #expect(later == "\(link.prefix { $0 != "?" })?new=1")
        }
    }

    @Test func `a request from the pages is the same as one by GeoReport`() async throws {
        try await TinyServer.with { visitor in
            let form = [
                "service_code": "pothole", "lat": "10.0100001", "long": "20.005", "address_string": "By the well",
                "description": "Deep\r\nand <b>wide</b> 🎉", "attribute[depth]": "deep", "first_name": "Ada",
                "last_name": "L", "email": "a@b.example", "phone": "555 0100",
            ]
            _ = try await visitor.submitted(form)
            _ = try await visitor.sent(try await visitor.draft(form))
            let columns = """
                r.latitude, r.longitude, r.address, r.description, r.attributes, r.service_code, r.department,
                r.service_notice, r.is_private, r.media_urls, r.account_id, c.first_name, c.last_name, c.email, c.phone,
                e.detail::text
                """
            let rows = try await visitor.database.pool.query(
                """
                SELECT row(\(unescaped: columns))::text FROM service_request r JOIN contact c USING (jurisdiction, number)
                  JOIN event e USING (jurisdiction, number) ORDER BY r.number
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(rows.count == 2)
            #expect(rows.first == rows.last)
        }
    }

    @Test func `an unknown or forgotten draft has a page of its own`() async throws {
        try await TinyServer.with { visitor in
            for query in ["", "?draft=nonsense", "?draft=\(String(repeating: "0", count: 32))"] {
                let page = try await visitor.page("/report/check\(query)")
                #expect(page.status == 404)
                #expect(page.words.contains("We do not have this report") && page.links.contains("/follow"))
            }
            let draft = try await visitor.draft()
            try await visitor.database.pool.execute("UPDATE report_draft SET created_at = now() - interval '25 hours'")
            #expect(try await visitor.post("/report/check", ["draft": draft]).status == 404)
            // What is still in the form is not lost with the draft.
            var form = Visitor.pothole
            form["draft"] = draft
            #expect(try await visitor.draft(form) != draft)
            #expect(try await visitor.count("service_request") == 0)
        }
    }

    @Test func `a service that is gone meanwhile loses nothing, and a new question is asked`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            try await visitor.database.pool.execute(
                "UPDATE report_draft SET form = replace(form, 'service_code=pothole', 'service_code=gone')"
            )
            for answer in [
                try await visitor.page("/report/check?draft=\(draft)"),
                try await visitor.post("/report/check", ["draft": draft]),
                try await visitor.page("/report/details?draft=\(draft)"),
            ] {
                #expect(answer.status == 404)
                #expect(answer.words.contains("What you have written is kept."))
                #expect(answer.links.contains("/report/what?draft=\(draft)"))
            }
            let what = try await visitor.page("/report/what?draft=\(draft)")
            let noise = try #require(what.links.first { $0.hasPrefix("/report/details?service=noise") })
            #expect(try await visitor.page(noise).text.contains("Deep.</textarea>"))
            try await visitor.database.pool.execute(
                "UPDATE report_draft SET form = replace(form, 'service_code=gone', 'service_code=noise')"
            )
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check[header: "Location"] == "/report/details?draft=\(draft)&change=1&review=1")
            let review = try await visitor.page("/report/details?draft=\(draft)&change=1&review=1")
            #expect(review.text.contains(##"<a href="#attribute-since">“Since when?” needs an answer.</a>"##))
        }
    }

    @Test func `hostile words are shown harmlessly everywhere`() async throws {
        let hostile = "\"><script>alert(1)</script>{{frame}}<img src=x onerror=y> \u{202E}\"\u{301} x='"
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft([
                "service_code": "pothole", "lat": "10.01", "long": "20.005", "address_string": hostile,
                "description": hostile, "first_name": hostile,
            ])
            let wrong = try await visitor.arrive(
                "/report/details",
                [
                    "service_code": "pothole", "lat": "10.01", "long": "20.005", "attribute[depth]": hostile,
                    "description": hostile, "draft": hostile, "shown": hostile, "lang": hostile,
                ]
            )
            let stranger = try await visitor.arrive(
                "/report/you",
                ["draft": draft, "email": hostile, "last_name": hostile, "change": hostile, "lang": hostile]
            )
            _ = try await visitor.post("/report/you", ["draft": draft, "first_name": hostile])
            let pages = [
                try await visitor.page("/report/check?draft=\(draft)"),
                try await visitor.page("/report/details?draft=\(draft)"), wrong, stranger,
                try await visitor.page("/report/you?draft=\(draft)"),
                try await visitor.page("/r/\(try await visitor.sent(draft))?new=1"),
            ]
            for page in pages {
                #expect(page.text.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{frame}}&lt;img"))
                let scripts = page.text.replacing(#/<script type="module" src="\/assets\/[^"]+"><\/script>/#, with: "")
                #expect(!scripts.contains("<script") && !page.text.contains("<img src=x"))
                #expect(!page.text.unicodeScalars.contains("\u{202E}"))
            }
        }
    }

    @Test func `while the database is away the page keeps the words, and sending again sends once`() async throws {
        try await TestDatabase.with(poolSize: 4) { database in
            let configuration = TinyServer.configuration(database)
            let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            let draft = try await first.application.test(.router) { client in
                let visitor = Visitor(client: client, server: first, database: database)
                let draft = try await visitor.draft()
                try await database.pool.execute("ALTER TABLE report_draft RENAME COLUMN number TO elsewhere")
                let failing = try await visitor.post("/report/check", ["draft": draft])
                #expect(failing.status == 500)
                #expect(failing.hiddenFields["draft"] == draft)
                try await database.pool.execute("ALTER TABLE report_draft RENAME COLUMN elsewhere TO number")
                await first.pools.close()
                let sending = try await visitor.post("/report/check", ["draft": draft])
                #expect(sending.status == 503)
                #expect(sending[header: "Retry-After"] == "5")
                #expect(sending.hiddenFields["draft"] == draft)
                #expect(sending.words.contains("it is reported only once"))
                let keeping = try await visitor.post("/report/details", Visitor.pothole)
                #expect(keeping.status == 503)
                #expect(keeping.hiddenFields["description"] == "Deep.")
                let check = try await visitor.page("/report/check?draft=\(draft)")
                #expect(check.status == 503)
                #expect(check.words.contains("Nothing you have written is lost."))
                // What needs no database goes on.
                #expect(try await visitor.page("/report/what?lat=10.01&long=20.005").status == 200)
                return draft
            }
            let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await second.application.test(.router) { client in
                let visitor = Visitor(client: client, server: second, database: database)
                let id = try await visitor.sent(draft)
                #expect(try await visitor.sent(draft) == id)
                #expect(try await visitor.count("service_request") == 1)
            }
        }
    }
}
