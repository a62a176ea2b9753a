import Foundation
import Postgres
import TestSupport
import Testing
import Web

@Suite struct WayInTests {
    private static func row(_ visitor: Visitor) async throws -> String? {
        try await visitor.database.pool.first(
            """
            SELECT concat_ws(' ', r.channel, r.language, coalesce(r.kiosk, '-'), coalesce(r.edge_answer, '-'),
                             coalesce(cardinality(r.looks_like), 0), coalesce(e.detail ->> 'accuracy_metres', '-'))
              FROM service_request r JOIN event e USING (jurisdiction, number)
             WHERE e.kind = 'submitted' ORDER BY r.number DESC LIMIT 1
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test func `the channel, the language and how well the point is known are on record`() async throws {
        try await TinyServer.with { visitor in
            let first = try await visitor.submitted(Visitor.pothole.merging(["accuracy": "-1"]) { $1 })
            #expect(try await Self.row(visitor) == "api - - 0 -")
            // From the address of a place on, whatever is chosen.
            let confirm = try await visitor.page(
                "/report/where?lat=10.01&long=20.005&accuracy=12&kiosk=town-hall&lang=es"
            )
            let fields = confirm.hiddenFields.merging(["service": "flood", "lang": "es"]) { $1 }
            let what = try await visitor.page("/report/what?\(Visitor.encoded(fields))")
            let details = try await visitor.page(try #require(what[header: "Location"]))
            #expect(details.hiddenFields["accuracy"] == "12")
            let action = try #require(details.text.firstMatch(of: #/id="answers" method="post" action="([^"]*)"/#)?.1)
            let address = String(action).replacing("&amp;", with: "&")
            let form = details.hiddenFields.merging(["seen": "\(first).nonsense"]) { $1 }
            let you = try await visitor.post(address, form)
            let location = try #require(you[header: "Location"])
            #expect(location.contains("kiosk=town-hall") && location.contains("lang=es"))
            let draft = try #require(location.firstMatch(of: #/draft=([0-9a-f]+)/#)?.1)
            let sent = try await visitor.post("/report/check?kiosk=town-hall&lang=es", ["draft": String(draft)])
            #expect(sent[header: "Location"]?.contains("kiosk=town-hall&lang=es") == true)
            #expect(try await Self.row(visitor) == "kiosk es town-hall - 1 12.0")
            // A kiosk that does not stand anywhere.
            _ = try await visitor.post("/report/check?kiosk=moon", ["draft": try await visitor.draft()])
            #expect(try await Self.row(visitor) == "web en - - 0 -")
        }
    }

    @Test func `staff read how a request came in`() async throws {
        try await TinyServer.with { visitor in
            let like = try await visitor.submitted()
            let near = ["long": "20.0099", "seen": like, "edge": "unsure precinct"]
            let form = Visitor.pothole.merging(near) { $1 }
            _ = try await visitor.post(
                "/report/check?kiosk=town-hall&lang=es",
                ["draft": try await visitor.draft(form)]
            )
            let page = try await Browser(visitor).page("/desk/items/2")
            for words in [
                "Written at the kiosk Town hall, in Español", "it may be on either side", "says it is another problem",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(page.components(separatedBy: "href=\"/r/\(like)\"").count == 2)
        }
    }
}
