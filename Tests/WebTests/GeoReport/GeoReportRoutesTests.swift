import Foundation
import ServiceRequests
import TestSupport
import Testing
import Web

@Suite struct GeoReportRoutesTests {
    @Test func `a submission is routed, stored and can be read`() async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.submit(query: "?extensions=true")
            #expect(answer.status == 200)
            let receipt = try #require(try answer.json[0])
            #expect(receipt["extended_attributes"]?["department"]?.text == "works")
            #expect(receipt["extended_attributes"]?["queue"]?.text == "works/W")
            #expect(receipt["service_notice"]?.text?.contains("Public Works") == true)
            let id = try #require(receipt["service_request_id"]?.text)
            let read = try await visitor.get("/open311/v2/requests/\(id).json")
            let record = try #require(try read.json[0])
            #expect(record["status"]?.text == "open")
            #expect(record["service_name"]?.text == "Pothole")
            #expect(record["agency_responsible"]?.text == "Public Works")
            #expect(record["description"]?.text == "Deep.")
            #expect(record.names.count == 17)
            #expect(record["extended_attributes"] == nil)
            let extended = try await visitor.get("/open311/v2/requests/\(id).json?extensions=true")
            #expect(try extended.json[0]?["extended_attributes"]?["queue"]?.text == "works/W")
            #expect(try extended.json[0]?["extended_attributes"]?["channel"]?.text == "api")
            let list = try await visitor.get("/open311/v2/requests.json?service_code=pothole&status=open")
            #expect(try list.json == read.json)
            #expect(try await visitor.get("/open311/v2/requests.json?status=closed").text == "[]")
            let byID = try await visitor.get("/open311/v2/requests.json?service_request_id=\(id),NOSUCH")
            #expect(try byID.json == read.json)
        }
    }

    @Test func `what lies just within the limits is taken`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["description"] = String(repeating: "é", count: 4000)
            // Off the shore, but within its tolerance; the service under the name another system has for it.
            form["lat"] = "9.9991"
            form["service_code"] = "Street Condition"
            form["jurisdiction_id"] = "tiny"
            let id = try await visitor.submitted(form)
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["description"]?.text?.count == 4000)
            #expect(record?["service_code"]?.text == "pothole")
        }
    }

    @Test func `several departments each get their leg`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted(["service_code": "fallen-tree", "lat": "10.01", "long": "20.005"])
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.count("work_item") == 2)
            #expect(try await visitor.count("ready") == 2)
        }
    }

    @Test func `a private request is in no list, and read by its id without its place`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "Secret."]
            )
            #expect(try await visitor.get("/open311/v2/requests.json").text == "[]")
            #expect(try await visitor.get("/open311/v2/requests.json?service_request_id=\(id)").text == "[]")
            let read = try await visitor.get("/open311/v2/requests/\(id).json")
            #expect(!read.text.contains("Secret") && !read.text.contains("20.005"))
        }
    }

    @Test func `a place in words and a place in a gap go to triage`() async throws {
        try await TinyServer.with { visitor in
            let words = try await visitor.submit(
                ["service_code": "pothole", "address_string": "By the well"],
                query: "?extensions=true"
            )
            #expect(try words.json[0]?["extended_attributes"]?["department"]?.text == "triage")
            var form = Visitor.pothole
            form["long"] = "20.025"
            let gap = try await visitor.submit(form, query: "?extensions=true")
            #expect(try gap.json[0]?["extended_attributes"]?["department"]?.text == "triage")
        }
    }

    @Test func `the list of services, what one asks, and which there are at a point`() async throws {
        try await TinyServer.with { visitor in
            let all = try await visitor.get("/open311/v2/services.json")
            let codes = try all.json.elements.compactMap { $0["service_code"]?.text }
            #expect(try codes == visitor.city.catalog.services.map(\.code))
            #expect(codes.contains("person-in-need"))
            let definition = try await visitor.get("/open311/v2/services/pothole.json")
            #expect(try definition.json["attributes"]?[0]?["code"]?.text == "depth")
            let inside = try await visitor.get("/open311/v2/services.json?lat=10.01&long=20.005")
            #expect(try inside.json == all.json)
            #expect(try await visitor.get("/open311/v2/services.json?lat=11&long=21").text == "[]")
            let half = try await visitor.get("/open311/v2/services.json?lat=11")
            #expect(half.status == 400)
            #expect(try half.codes == ["4004"])
            // What Swift reads as a number and no client means by degrees.
            for lat in ["0xA", "nan", "inf", "1e999", "%2B10.01.", "91"] {
                let odd = try await visitor.get("/open311/v2/services.json?lat=\(lat)&long=20.005")
                #expect(odd.status == 400, "\(lat)")
            }
        }
    }

    @Test(
        arguments: [
            ("/open311/v2/services/nothing.json", 404, "4041"),
            ("/open311/v2/requests/NOSUCH.json", 404, "4043"),
            ("/open311/v2/requests/%00.json", 404, "4043"),
            ("/open311/v2/requests/%ff.json", 404, "4043"),
            ("/open311/v2/services.json?jurisdiction_id=atlantis", 404, "4042"),
            ("/open311/v2/requests.json?status=lost", 400, "40014"),
            ("/open311/v2/requests.json?start_date=yesterday", 400, "40012"),
            ("/open311/v2/requests.json?start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400, "40013"),
            ("/open311/v2/requests.json?status=%ff", 400, "40010"),
            ("/open311/v2/services.csv", 404, "404"),
            ("/open311/v2/services", 404, "404"),
            ("/open311/v2/nothing.json", 404, "404"),
        ]
    )
    func `every bad address has an error body of GeoReport`(path: String, status: Int, code: String) async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get(path)
            #expect(answer.status == status)
            #expect(try answer.codes == [code])
            #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
            #expect(answer[header: "Access-Control-Allow-Origin"] == "*")
        }
    }
}
