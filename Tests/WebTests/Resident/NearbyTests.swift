import Foundation
import Postgres
import TestSupport
import Testing
import Web

@Suite struct NearbyTests {
    private static let details = "/report/details?service=pothole&lat=10.01&long=20.005"

    @Test func `open reports of the same kind nearby are shown before the questions, and can be followed`() async throws
    {
        try await TinyServer.with { visitor in
            #expect(try await visitor.page(Self.details).status == 200)
            let first = try await visitor.submitted(
                Visitor.pothole.merging(["lat": "10.0101", "address_string": "By the <well>"]) { $1 }
            )
            // Too far, another kind, private.
            _ = try await visitor.submitted(Visitor.pothole.merging(["lat": "10.011"]) { $1 })
            for service in ["flood", "person-in-need"] {
                _ = try await visitor.submitted(["service_code": service, "lat": "10.01", "long": "20.005"])
            }
            let way = try await visitor.page(Self.details)
            #expect(way.status == 303)
            let location = try #require(way[header: "Location"])
            #expect(location == "/report/nearby?service=pothole&lat=10.01&long=20.005")
            let page = try await visitor.page(location)
            #expect(page.status == 200)
            for words in [
                "There is an open report of “Pothole” within 50 metres", "11 metres to the north", "just now",
                "It is in the queue of Public Works.", "Deep.", "By the &lt;well&gt;",
            ] {
                #expect(page.words.contains(words), "\(words)")
            }
            #expect(page.links.contains("/r/\(first)"))
            #expect(page.links.contains("/report/what?lat=10.01&long=20.005"))
            // None of these: never asked again, and on record.
            let on = try #require(page.links.first { $0.contains("seen=") })
            #expect(on == "\(Self.details)&seen=\(first)")
            let form = try await visitor.page(on).hiddenFields
            let id = try await visitor.sent(try await visitor.draft(form))
            let likes = try await visitor.database.pool.query(
                "SELECT cardinality(looks_like) FROM service_request WHERE looks_like IS NOT NULL"
            ) { row throws(PostgresError) in try row.decode(Int.self) }
            #expect(likes == [1])
            let second = try await visitor.page(location)
            #expect(second.words.contains("There are 2 open reports"))
            #expect(second.links.contains("/r/\(id)") && second.words.contains("At your pin"))
        }
    }

    @Test func `a private service has nothing nearby, and neither has one that asks for no radius`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            let path = "/report/details?service=person-in-need&lat=10.01&long=20.005"
            #expect(try await visitor.page(path).status == 200)
            let near = try await visitor.page("/report/nearby?service=person-in-need&lat=10.01&long=20.005")
            #expect(near[header: "Location"] == path)
            #expect(try await visitor.page("/report/nearby")[header: "Location"] == "/report/what?place=words")
            #expect(try await visitor.page("/report/nearby?service=nothing&lat=10.01&long=20.005").status == 404)
        }
    }

    @Test func `a written report that is moved is asked once, and comes back to its check`() async throws {
        try await TinyServer.with { visitor in
            let there = try await visitor.submitted(Visitor.pothole.merging(["long": "20.007"]) { $1 })
            let draft = try await visitor.draft()
            let check = "/report/check?draft=\(draft)"
            #expect(try await visitor.page(check).status == 200)
            _ = try await visitor.post("/report/where", ["draft": draft, "lat": "10.01", "long": "20.007"])
            let asked = try await visitor.page(check)
            #expect(asked[header: "Location"] == "/report/nearby?draft=\(draft)")
            let page = try await visitor.page("/report/nearby?draft=\(draft)")
            #expect(page.hiddenFields == ["draft": draft, "seen": there])
            let said = try await visitor.post("/report/nearby", page.hiddenFields)
            #expect(said[header: "Location"] == check)
            #expect(try await visitor.page(check).status == 200)
            // Another service at the place is another question, asked on its way.
            let other = try await visitor.page("/report/details?service=flood&draft=\(draft)&change=1")
            #expect(other.status == 200 && other.hiddenFields["seen"] != there)
        }
    }

    @Test func `what was seen of one service is not taken for seen of another`() async throws {
        try await TinyServer.with { visitor in
            let there = try await visitor.submitted()
            let flood = try await visitor.submitted(["service_code": "flood", "lat": "10.01", "long": "20.005"])
            let nearby = try await visitor.page("/report/nearby?service=pothole&lat=10.01&long=20.005")
            let details = try await visitor.page(try #require(nearby.links.first { $0.contains("seen=\(there)") }))
            let back = try #require(details.links.first { $0.hasPrefix("/report/what?") })
            #expect(!back.contains("seen="))
            let hand = "/report/what?service=nothing&lat=10.01&long=20.005&seen=\(there)"
            for path in [back, hand, hand.replacing("service=nothing", with: "q=street")] {
                let what = try await visitor.page(path)
                let other = try #require(what.links.first { $0.hasPrefix("/report/details?service=flood") })
                let asked = try await visitor.page(other)
                #expect(asked.location?.hasPrefix("/report/nearby?service=flood") == true, "\(path)")
                #expect(try await visitor.page(try #require(asked.location)).links.contains("/r/\(flood)"))
            }
        }
    }

    @Test func `in Spanish, and by the kiosk's address, it stays so`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let page = try await visitor.page(
                "/report/nearby?service=pothole&lat=10.01&long=20.005&kiosk=town-hall&lang=es"
            )
            for words in [
                "¿Es uno de estos?", "En su marca", "Está en la lista de espera de Obras Públicas", "otro problema",
            ] {
                #expect(page.words.contains(words), "\(words)")
            }
            for link in page.links where link.hasPrefix("/r/") || link.hasPrefix("/report/details") {
                #expect(link.contains("kiosk=town-hall") && link.contains("lang=es"), "\(link)")
            }
        }
    }
}
