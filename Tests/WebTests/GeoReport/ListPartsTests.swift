import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing

/// The parts of a list, and what its headers say of the others.
@Suite struct ListPartsTests {
    /// The addresses that a `Link` field names, by relation.
    private static func links(_ answer: Answer) -> [String: String] {
        var links: [String: String] = [:]
        for part in (answer[header: "Link"] ?? "").split(separator: ", ") {
            guard let match = part.firstMatch(of: /^<(.*)>; rel="([a-z]+)"$/) else { continue }
            links[String(match.2)] = String(match.1)
        }
        return links
    }

    private static func ids(_ answer: Answer) throws -> [String] {
        try answer.json.elements.compactMap { $0["service_request_id"]?.text }
    }

    /// The path of one of our own addresses, in the format of the answer it came with.
    private static func path(_ address: String?) throws -> String {
        let address = try #require(address)
        #expect(address.hasPrefix("http://localhost/open311/v2/requests."))
        return String(address.dropFirst("http://localhost".count))
    }

    @Test func `following the links from the first part to the last gives every request once, newest first`()
        async throws
    {
        try await TinyServer.with { visitor in
            var sent: [String] = []
            for _ in 0..<11 { sent.insert(try await visitor.submitted(), at: 0) }
            let both = try await visitor.both(.get("v2/requests.*?page_size=4&status=open", "service_requests"))
            for answer in [both.json, both.xml] {
                #expect(answer[header: "X-Total-Count"] == "11")
                #expect(answer[header: "X-Total-Count-Is"] == "exact")
                #expect(answer[header: "page-TotalSize"] == "11")
                #expect(answer[header: "page-TotalPages"] == "3")
                #expect(answer[header: "page-PageNumber"] == "1")
                #expect(answer[header: "page-Size"] == "4")
                #expect(Set(Self.links(answer).keys) == ["next", "first", "last"])
                #expect(answer[header: "X-Page-Incomplete"] == nil)
            }
            #expect(Self.links(both.xml)["next"]?.contains("requests.xml?") == true)
            var answer = both.json
            var seen = try Self.ids(answer)
            var pages = 1
            while let next = Self.links(answer)["next"] {
                answer = try await visitor.get(try Self.path(next))
                seen += try Self.ids(answer)
                pages += 1
                #expect(answer[header: "page-PageNumber"] == "\(pages)")
                #expect(answer[header: "X-Total-Count"] == "11")
            }
            #expect(seen == sent)
            #expect(pages == 3)
            #expect(Set(Self.links(answer).keys) == ["prev", "first", "last"])
            let before = try await visitor.get(try Self.path(Self.links(answer)["prev"]))
            #expect(try Self.ids(before) == Array(sent[4..<8]))
            let first = try await visitor.get(try Self.path(Self.links(answer)["first"]))
            #expect(try Self.ids(first) == Array(sent[0..<4]))
            let last = try await visitor.get(try Self.path(Self.links(first)["last"]))
            #expect(try Self.ids(last) == Array(sent[8...]))
        }
    }

    @Test func `beyond its end a list is empty, and its links lead back`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            for query in ["page=3&page_size=2", "page=500&page_size=2", "offset=3&limit=2", "page=2"] {
                let both = try await visitor.both(.get("v2/requests.*?\(query)", "service_requests"))
                #expect(both.json.text == "[]", "\(query)")
                #expect(both.json[header: "X-Total-Count"] == "3")
                #expect(Self.links(both.json)["next"] == nil)
                #expect(Self.links(both.json)["first"] != nil)
            }
            let lost = try await visitor.get("/open311/v2/requests.json?page=500&page_size=2")
            let back = try await visitor.get(try Self.path(Self.links(lost)["prev"]))
            #expect(try Self.ids(back).count == 1)
            // A list that is whole in one part has no others.
            let whole = try await visitor.get("/open311/v2/requests.json")
            #expect(whole[header: "Link"] == nil)
            #expect(whole[header: "X-Total-Count"] == "3")
        }
    }

    @Test func `limit and offset, and max_requests, are the same in other words`() async throws {
        try await TinyServer.with { visitor in
            var sent: [String] = []
            for _ in 0..<5 { sent.insert(try await visitor.submitted(), at: 0) }
            func ids(_ query: String) async throws -> [String] {
                try Self.ids(try await visitor.get("/open311/v2/requests.json?\(query)"))
            }
            #expect(try await ids("limit=2&offset=3") == Array(sent[3...]))
            #expect(try await ids("limit=2&offset=1") == Array(sent[1...2]))
            #expect(try await ids("max_requests=2") == Array(sent[..<2]))
            for past in ["page=2", "page=101", "page=9223372036854775807", "offset=5", "offset=100000"] {
                #expect(try await ids(past) == [], "\(past)")
            }
            let odd = try await visitor.get("/open311/v2/requests.json?limit=2&offset=1&q=")
            let next = try await visitor.get(try Self.path(Self.links(odd)["next"]))
            #expect(try Self.ids(next) == Array(sent[3...]))
        }
    }

    @Test func `where a list cannot go on is said`() async throws {
        try await TinyServer.with { visitor in
            for (query, code) in [
                ("after=NOSUCH", "4009"), ("after=000000000", "4009"), ("page=0", "4009"), ("page_size=x", "4009"),
                ("bbox=1,2", "4009"), ("lat=10", "4004"), ("updated_after=x", "40012"),
                ("has_photo=maybe", "4009"), ("lat=10.01&long=20.005&radius=-1", "4009"),
            ] {
                let both = try await visitor.both(.refused("v2/requests.*?\(query)", 400))
                #expect(try both.json.codes == [code], "\(query)")
                #expect(both.json[header: "X-Total-Count"] == nil)
            }
        }
    }

    @Test func `ids bypass the window and every filter, and are counted`() async throws {
        try await TinyServer.with { visitor in
            let (one, other) = (try await visitor.submitted(), try await visitor.submitted())
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = requested_at - interval '400 days'"
            )
            #expect(try await visitor.get("/open311/v2/requests.json").text == "[]")
            let query =
                "service_request_id=\(one),,NOSUCH,%20\(other)&status=closed&page=9&start_date=2001-01-01T00:00:00Z"
            let both = try await visitor.both(.get("v2/requests.*?\(query)", "service_requests"))
            #expect(try Self.ids(both.json) == [other, one])
            #expect(both.json[header: "X-Total-Count"] == "2")
        }
    }

    @Test func `each filter reaches the list`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["description"] = "A Crater by the bakery"
            form["media_url"] = "https://example.org/1.jpg"
            form["address_string"] = "5 Mill Road"
            let pothole = try await visitor.submitted(form)
            form["service_code"] = "fallen-tree"
            form["long"] = "20.035"
            form["address_string"] = nil
            let tree = try await visitor.submitted(form)
            try await visitor.database.pool.execute(
                """
                UPDATE service_request SET updated_at = updated_at - interval '3 days',
                       requested_at = requested_at - interval '4 days' WHERE service_code = 'fallen-tree'
                """
            )
            func ids(_ query: String) async throws -> [String] {
                let both = try await visitor.both(.get("v2/requests.*?\(query)", "service_requests"))
                #expect(both.json[header: "X-Total-Count"] == String(try both.json.json.elements.count))
                return try Self.ids(both.json)
            }
            func instant(_ hours: Double) -> String {
                Date(timeIntervalSinceNow: hours * 3600).formatted(.iso8601)
            }
            let both = [pothole, tree]
            #expect(try await ids("") == both)
            #expect(try await ids("agency_responsible=Public%20Works") == [pothole])
            #expect(try await ids("agency_responsible=parks") == [tree])
            #expect(try await ids("agency_responsible=Parques,works") == both)
            #expect(try await ids("agency_responsible=nobody") == [])
            #expect(try await ids("bbox=10.009,20.004,10.011,20.006") == [pothole])
            #expect(try await ids("bbox=20.034,10.009,20.036,10.011") == [tree])
            #expect(try await ids("lat=10.01&long=20.005") == [pothole])
            #expect(try await ids("lat=10.01&long=20.005&radius=5000") == both)
            #expect(try await ids("q=crater%20MILL") == [pothole])
            #expect(try await ids("keyword=tree") == [tree])
            #expect(try await ids("q=crater%20tree") == [])
            #expect(try await ids("has_photo=true") == [pothole])
            #expect(try await ids("has_photo=false") == [tree])
            #expect(try await ids("updated_after=\(instant(-1))") == [pothole])
            #expect(try await ids("updated_before=\(instant(-60))") == [tree])
            #expect(try await ids("updated_after=\(instant(-80))&updated_before=\(instant(-60))") == [tree])
            #expect(try await ids("start_date=\(instant(-100))&end_date=\(instant(-60))") == [tree])
            #expect(try await ids("service_code=Street%20Condition,fallen-tree&status=open,closed") == both)
            #expect(try await ids("sort=requested_datetime&just_count=true&nonsense=1") == both)
        }
    }
}
