import Foundation
import HTTPTypes
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

/// The requirements of GeoReport v2 on what is read that no other suite has by name.
@Suite struct RequirementTests {
    private static let fields: Set<String> = [
        "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
        "agency_responsible", "service_notice", "requested_datetime", "updated_datetime", "expected_datetime",
        "address",
        "address_id", "zipcode", "lat", "long", "media_url",
    ]

    @Test func `R3 and J2 of every request all seventeen fields are there, each of its type`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["media_url"] = "https://example.org/1.jpg"
            form["address_string"] = "1 Main St"
            _ = try await visitor.submitted(["service_code": "pothole", "address_id": "00042"])
            _ = try await visitor.submitted(form)
            _ = try await visitor.submitted(["service_code": "pothole", "address_string": "By the well"])
            _ = try await visitor.submitted(["service_code": "fallen-tree", "lat": "10.01", "long": "20.005"])
            let both = try await visitor.both(.get("v2/requests.*", "service_requests"))
            let requests = try both.json.json.elements
            #expect(requests.count == 4)
            for request in requests {
                #expect(request.names == Self.fields)
                for name in ["service_request_id", "status", "service_name", "service_code", "requested_datetime"] {
                    #expect(request[name]?.text?.isEmpty == false, "\(name)")
                }
                for name in Self.fields.subtracting(["lat", "long"]) {
                    let value = try #require(request[name])
                    #expect(value == .null || value.text?.isEmpty == false, "\(name)")
                }
                for name in ["lat", "long"] {
                    switch request[name] {
                    case .number?, .null?: break
                    default: Issue.record("expected a number or null, found another \(name)")
                    }
                }
                // G3: whole seconds, and Z.
                for name in ["requested_datetime", "updated_datetime", "expected_datetime"] {
                    let date = try #require(request[name]?.text)
                    #expect(date.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(date)")
                }
            }
            #expect(requests.last?["address_id"]?.text == "00042")
            // G2 and G7.
            #expect(both.xml.text.hasPrefix(#"<?xml version="1.0" encoding="utf-8"?>"#))
            #expect(!both.xml.text.contains("xmlns") && !both.xml.text.contains("type="))
        }
    }

    @Test func `R4 the newest come first, and of one instant the one with the higher number`() async throws {
        try await TinyServer.with { visitor in
            var sent: [String] = []
            for _ in 0..<6 { sent.insert(try await visitor.submitted(), at: 0) }
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = date_trunc('second', now() - interval '1 hour')"
            )
            for query in ["", "?status=open", "?service_code=pothole", "?page_size=1000", "?q=deep"] {
                let answer = try await visitor.get("/open311/v2/requests.json\(query)")
                #expect(try answer.json.elements.compactMap { $0["service_request_id"]?.text } == sent, "\(query)")
            }
        }
    }

    @Test(arguments: [
        "status", "service_code", "start_date", "end_date", "service_request_id", "jurisdiction_id", "page",
        "page_size",
        "updated_after", "updated_before", "bbox", "lat", "long", "radius", "q", "agency_responsible", "has_photo",
        "after",
        "extensions", "limit", "offset",
    ])
    func `G6 an empty parameter behaves as an absent one, in each address`(name: String) async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            for path in ["v2/requests.*", "v2/requests/\(id).*", "v2/services.*", "v2/services/pothole.*"] {
                let root =
                    path.contains("requests")
                    ? "service_requests" : path.contains("pothole") ? "service_definition" : "services"
                let plain = try await visitor.both(.get(path, root))
                for value in ["", "%20+"] {
                    let empty = try await visitor.both(.get("\(path)?\(name)=\(value)", root))
                    #expect(empty.json.text == plain.json.text, "\(path)")
                    #expect(empty.json[header: "X-Total-Count"] == plain.json[header: "X-Total-Count"])
                }
            }
        }
    }

    @Test func `R2 a window is at most ninety days, and one date is enough`() async throws {
        try await TinyServer.with { visitor in
            let ages = [0, 30, 89, 91, 200]
            var ids: [Int: String] = [:]
            for age in ages {
                let id = try await visitor.submitted()
                ids[age] = id
                let number = try #require(try visitor.city.row.cipher.number(for: id))
                try await visitor.database.pool.execute(
                    """
                    UPDATE service_request SET requested_at = requested_at - interval '1 day' * \(age)::integer
                     WHERE number = \(number)
                    """
                )
            }
            func found(_ query: String) async throws -> [Int] {
                let both = try await visitor.both(.get("v2/requests.*?\(query)", "service_requests"))
                let shown = try both.json.json.elements.compactMap { $0["service_request_id"]?.text }
                return ages.filter { age in ids[age].map(shown.contains) == true }
            }
            func day(_ age: Double) -> String { Date(timeIntervalSinceNow: -age * 86400).formatted(.iso8601) }
            #expect(try await found("") == [0, 30, 89])
            #expect(try await found("start_date=\(day(92))") == [30, 89, 91])
            #expect(try await found("end_date=\(day(88))") == [89, 91])
            #expect(try await found("start_date=\(day(95))&end_date=\(day(20))") == [30, 89, 91])
            #expect(try await found("start_date=\(day(250))&end_date=\(day(170))") == [200])
            for bad in ["start_date=\(day(92))&end_date=\(day(1))", "start_date=\(day(1))&end_date=\(day(2))"] {
                let both = try await visitor.both(.refused("v2/requests.*?\(bad)", 400))
                #expect(try both.json.codes == ["40013"])
            }
            for bad in ["2026-01-01", "2026-01-01T00:00:00", "yesterday", "1735689600", "2026-13-01T00:00:00Z"] {
                let both = try await visitor.both(.refused("v2/requests.*?start_date=\(bad)", 400))
                #expect(try both.json.codes == ["40012"])
            }
            #expect(try await found("start_date=2026-01-01T00:00:00%2B05:30&end_date=2026-01-01T00:00:00-05:00") == [])
        }
    }

    @Test func `S1 to S5 services have seven fields, with extensions their groups, and private ones say so`()
        async throws
    {
        try await TinyServer.with { visitor in
            let both = try await visitor.both(.get("v2/services.*", "services"))
            for service in try both.json.json.elements {
                #expect(
                    service.names == [
                        "service_code", "service_name", "description", "metadata", "type", "keywords", "group",
                    ]
                )
                #expect(
                    service["metadata"]
                        == .bool(service["service_code"]?.text == "pothole" || service["service_code"]?.text == "noise")
                )
                let keywords = (service["keywords"]?.text ?? "").split(separator: ",")
                #expect(keywords.contains("private") == (service["service_code"]?.text == "person-in-need"))
            }
            let more = try await visitor.both(.get("v2/services.*?extensions=true", "services"))
            #expect(try more.json.json[0]?["groups"]?.elements.map(\.text) == [try more.json.json[0]?["group"]?.text])
            let definition = try await visitor.both(.get("v2/services/noise.*?extensions=true", "service_definition"))
            let attributes = try #require(try definition.json.json["attributes"]?.elements)
            #expect(attributes.map { $0["code"]?.text } == ["since", "fixmystreet_id"])
            #expect(attributes.map { $0["order"]?.integer } == [1, 2])
            #expect(attributes.map { $0["automated"]?.text } == [nil, "server_set"])
            #expect(attributes.map { $0["required"] } == [.bool(true), .bool(false)])
            let plain = try await visitor.both(.get("v2/services/noise.*", "service_definition"))
            #expect(
                try plain.json.json["attributes"]?[0]?.names == [
                    "variable", "code", "datatype", "required", "datatype_description", "order", "description",
                    "values",
                ]
            )
            // SD5.
            let none = try await visitor.both(.get("v2/services/flood.*", "service_definition"))
            #expect(try none.json.json["attributes"]?.elements == [])
        }
    }

    @Test(arguments: ["csv", "xml.csv", "JSONP", "html", ""])
    func `G9 an ending that is no format is 404, of every resource`(ending: String) async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            for resource in ["v2/services", "v2/services/pothole", "v2/requests", "v2/requests/\(id)", "discovery"] {
                let answer = try await visitor.get("/open311/\(resource)\(ending.isEmpty ? "" : ".")\(ending)")
                #expect(answer.status == 404, "\(resource).\(ending)")
                #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
                #expect(try answer.codes == ["404"])
                #expect(answer[header: "Access-Control-Allow-Origin"] == "*")
            }
        }
    }

    @Test func `E2 what is too large, of another type or our own fault has the same shape in both formats`()
        async throws
    {
        try await TinyServer.with { visitor in
            let large = "description=" + String(repeating: "x", count: (256 << 10) + 1)
            let tooLarge = try await visitor.both(.post(large, 413))
            #expect(try tooLarge.json.codes == ["413"])
            let json = ["Content-Type": "application/json"]
            let type = try await visitor.both(.post("{}", 415, headers: json))
            #expect(try type.json.codes == ["415"])
            for path in ["v2/requests.*", "v2/services.*", "v2/services/pothole.*", "discovery.*"] {
                let method = try await visitor.both(.refused(path, 405, method: .delete))
                #expect(try method.json.codes == ["405"])
            }
            try await visitor.database.pool.execute("ALTER TABLE service_request RENAME COLUMN address TO place")
            for path in ["v2/requests.*", "v2/requests/\(try await anyID(visitor)).*", "v2/requests.*?q=x"] {
                let fault = try await visitor.both(.refused(path, 500))
                #expect(try fault.json.codes == ["500"])
                #expect(!fault.json.text.contains("column"))
            }
        }
    }

    private func anyID(_ visitor: Visitor) async throws -> String {
        let number: Int64 = 1
        return try #require(try visitor.city.row.cipher.id(for: number)).text
    }

    @Test func `G5 where several cities are served each address must be told which, files too`() async throws {
        let folders = try CopiedCities()
        try folders.add("other", name: "Other City")
        try await TinyServer.with(change: folders.use) { visitor in
            let form = Visitor.encoded(Visitor.pothole)
            try await visitor.both(.post("\(form)&jurisdiction_id=other", 200, headers: ["Idempotency-Key": "k"]))
            for extensions in ["", "&extensions=true&page_size=1"] {
                for (city, count) in [("other", 1), ("tiny", 0)] {
                    let path = "v2/requests.*?jurisdiction_id=\(city)\(extensions)"
                    let both = try await visitor.both(.get(path, "service_requests"))
                    #expect(try both.json.json.elements.count == count)
                    #expect(both.json[header: "X-Total-Count"] == "\(count)")
                }
                let both = try await visitor.both(.refused("v2/requests.*?q=x\(extensions)", 400))
                #expect(try both.json.codes == ["40015"])
            }
            #expect(try await visitor.get("/open311/bulk/requests.csv").codes == ["40015"])
            let file = try await visitor.get("/open311/bulk/requests.csv?jurisdiction_id=other")
            #expect(file.text.split(separator: "\r\n").count == 2)
        }
    }

    @Test(arguments: ["1", "abc", "%E2%98%83", "a%2Fb", "a.b", "00000000-0000-0000-0000-000000000000", "-1", "0x1F"])
    func `Q2 an id is any text, and one there is not is 404 and never more`(id: String) async throws {
        try await TinyServer.with { visitor in
            let both = try await visitor.both(.refused("v2/requests/\(id).*", 404))
            #expect(try both.json.codes == ["4043"])
            let list = try await visitor.both(.get("v2/requests.*?service_request_id=\(id)", "service_requests"))
            #expect(list.json.text == "[]")
        }
    }
}
