import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct FeedsTests {
    private static let person = [
        "email": "ann@example.org", "first_name": "Anneliese", "last_name": "Oxenford", "phone": "555-0199",
    ]

    private func ids(_ feed: Answer) -> [String] {
        feed.text.matches(of: #/<id>([^<]*)</id>/#).map { String($0.1) }
    }

    private func close(_ visitor: Visitor) async throws {
        let key = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", key: key)
        let body = #"{"items":[{"item_id":\#(items.first ?? 0),"outcome":"done","note":"Filled <it> & gone."}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
    }

    @Test func `a report's feed tells what its page tells everybody, under names that stay`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let id = try await visitor.submitted(Visitor.pothole.merging(Self.person) { $1 })
            let first = try await visitor.get("/r/\(id)/feed")
            #expect(first.status == 200 && first[header: "Content-Type"] == "application/atom+xml; charset=utf-8")
            try await close(visitor)
            let second = try await visitor.get("/r/\(id)/feed?lang=es", headers: ["Host": "other.example"])
            #expect(Set(ids(first)).isSubset(of: ids(second)))
            #expect(ids(second).count == Set(ids(second)).count && ids(second).count == ids(first).count + 2)
            #expect(second.text.contains("Filled &lt;it&gt; &amp; gone."))
            for value in Self.person.values { #expect(!second.text.contains(value), "\(value)") }
            #expect(try await visitor.page("/r/\(id)/follow").text.contains("rel=\"alternate\""))
            #expect(try await visitor.get("/r/nonsense/feed").status == 404)
            if XMLLint.isInstalled {
                #expect(try await XMLLint.complaints(about: [first.text, second.text]) == "")
            }
        }
    }

    @Test func `a private report has no feed and is in none`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let form = ["service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Here."]
            let id = try await visitor.submitted(form)
            let shown = try await visitor.submitted(Visitor.pothole.merging(Self.person) { $1 })
            #expect(try await visitor.get("/r/\(id)/feed").status == 404)
            let page = try await visitor.page("/r/\(id)/follow")
            #expect(page.status == 200 && !page.text.contains("/feed") && page.words.contains("so it has no feed"))
            let feed = try await visitor.get("/follow/feed?layer=precinct&boundary=1")
            #expect(feed.status == 200 && feed.text.contains("/r/\(shown)\"") && !feed.text.contains(id))
            for value in Self.person.values { #expect(!feed.text.contains(value), "\(value)") }
        }
    }

    @Test func `a place's feed has the newest there, of one service where it is named`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let west = try await visitor.submitted()
            let east = try await visitor.submitted(["service_code": "pothole", "lat": "10.01", "long": "20.035"])
            let flood = try await visitor.submitted(["service_code": "flood", "lat": "10.011", "long": "20.006"])
            let all = try await visitor.get("/follow/feed?layer=borough&boundary=W")
            #expect(all.text.contains(west) && all.text.contains(flood) && !all.text.contains(east))
            let (newer, older) = (
                try #require(all.text.range(of: flood)).lowerBound, try #require(all.text.range(of: west)).lowerBound
            )
            #expect(newer < older)
            let floods = try await visitor.get("/follow/feed?layer=borough&boundary=W&service_code=flood&lang=es")
            #expect(floods.text.contains(flood) && !floods.text.contains(west))
            #expect(floods.text.contains("xml:lang=\"es\""))
            #expect(floods.text.contains("service_code=flood&amp;lang=es\""))
            // An entry is called the same in every feed.
            #expect(Set(ids(floods)).intersection(ids(all)).count == 1)
            if XMLLint.isInstalled { #expect(try await XMLLint.complaints(about: [all.text, floods.text]) == "") }
        }
    }

    @Test func `what turns private is not told any more, though its point is still kept`() async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let id = try await visitor.submitted()
            let path = "/follow/feed?layer=borough&boundary=W"
            #expect(try await visitor.get(path).text.contains(id))
            try await visitor.database.pool.execute("UPDATE service_request SET is_private = true")
            let feed = try await visitor.get(path)
            #expect(feed.status == 200 && !feed.text.contains(id))
        }
    }
}
