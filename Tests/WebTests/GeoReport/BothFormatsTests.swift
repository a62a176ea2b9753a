import HTTPTypes
import TestSupport
import Testing

@Suite struct BothFormatsTests {
    private static let readings: [Question] = [
        .get("discovery.*", "discovery"),
        .get("v2/services.*", "services"),
        .get("v2/services.*/", "services"),
        .get("v2/services.*?lat=10.01&long=20.005", "services"),
        .get("v2/services.*?lat=11&long=21", "services"),
        .get("v2/services/pothole.*", "service_definition"),
        .get("v2/services/Street%20Condition.*", "service_definition"),
        .get("v2/services/noise.*", "service_definition"),
        .get("v2/services/flood.*", "service_definition"),
        .get("v2/requests.*", "service_requests"),
        .get("v2/requests.*?extensions=true", "service_requests"),
        .get("v2/requests.*?status=closed", "service_requests"),
        .get("v2/requests.*?service_code=noise", "service_requests"),
    ]

    private static let refusals: [Question] = [
        .refused("v2/services/nothing.*", 404), .refused("v2/requests/NOSUCH.*", 404),
        .refused("v2/requests/%00.*", 404), .refused("v2/requests/%ff.*", 404), .refused("v2/requests/.*", 404),
        .refused("v2/services.*?jurisdiction_id=atlantis", 404),
        .refused("v2/services/pothole.*?jurisdiction_id=atlantis", 404),
        .refused("v2/requests/1.*?jurisdiction_id=atlantis", 404),
        .refused("discovery.*?jurisdiction_id=atlantis", 404),
        .refused("v2/services.*?lat=11", 400), .refused("v2/services.*?lat=a&long=b", 400),
        .refused("v2/requests.*?status=lost", 400), .refused("v2/requests.*?status=%ff", 400),
        .refused("v2/requests.*?status=%3C%26%5D%5D%3E%22%C2%85%EF%BF%BE%01%E2%80%AE", 400),
        .refused("v2/requests.*?start_date=yesterday&end_date=%3Ctomorrow%3E&status=lost", 400),
        .refused("v2/requests.*?start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
        .refused("v2/lost.*", 404), .refused("lost.*", 404), .refused("v2/a/b/c.*", 404), .refused(".*", 404),
        .refused("v2/services.*.*", 404), .refused("v2/tokens/1.*", 404), .refused("v2/lost.*", 404, method: .post),
        .refused("v2/services.*", 405, method: .put), .refused("v2/services/pothole.*", 405, method: .delete),
        .refused("v2/requests.*", 405, method: .patch), .refused("v2/requests/1.*", 405, method: .put),
        .refused("discovery.*", 405, method: .put), .refused("discovery.*", 405, method: .post),
        .refused("v2/services.*", 405, method: .post),
    ]

    @Test func `every answer carries the same values in JSON and in XML`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["address_string"] = "1 Main St & Elm <rear>"
            form["media_url"] = "https://example.org/?a=1&b=2"
            let open = try await visitor.submitted(form)
            _ = try await visitor.submitted(["service_code": "pothole", "address_string": "By the well"])
            let hidden = try await visitor.submitted(
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
            )
            let closed = try await visitor.submitted(
                ["service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday"]
            )
            let key = try await visitor.key("police")
            let (lease, items) = try await visitor.claim("police", key: key)
            let done = items.map { #"{"item_id":\#($0),"outcome":"done"}"# }.joined(separator: ",")
            let outcomes = try await visitor.outcomes(
                "leases/\(lease ?? "none")/complete",
                #"{"items":[\#(done)]}"#,
                key: key
            )
            #expect(outcomes == ["ok", "ok"])
            let records = [open, hidden, closed].flatMap { id -> [Question] in
                [
                    .get("v2/requests/\(id).*", "service_requests"),
                    .get("v2/requests/\(id).*?extensions=true", "service_requests"),
                    .get("v2/requests.*?service_request_id=\(id),NOSUCH", "service_requests"),
                ]
            }
            var documents: [String] = []
            for question in Self.readings + records + Self.refusals {
                documents.append(try await visitor.both(question).xml.text)
            }
            #expect(documents.contains { $0.contains("<status>closed</status>") })
            #expect(documents.contains { $0.contains("Elm &lt;rear&gt;") })
            try await expectWellFormed(documents)
        }
    }

    @Test func `HEAD and OPTIONS of both formats say the same, without a body`() async throws {
        try await TinyServer.with { visitor in
            let paths = [
                "discovery", "v2/services", "v2/services/pothole", "v2/requests", "v2/lost", "v2/requests/NOSUCH",
            ]
            for path in paths {
                for ending in ["json", "xml"] {
                    let get = try await visitor.get("/open311/\(path).\(ending)")
                    let head = try await visitor.send(.head, "/open311/\(path).\(ending)")
                    #expect(head.text.isEmpty)
                    #expect(head.status == get.status)
                    for name in ["Content-Type", "Content-Length", "Access-Control-Allow-Origin"] {
                        #expect(head[header: name] == get[header: name])
                    }
                }
            }
            for path in [
                "discovery.json", "discovery.xml", "v2/services.xml", "v2/services/x.xml", "v2/requests/x.xml",
            ] {
                let options = try await visitor.send(.options, "/open311/\(path)")
                #expect(options.status == 204)
                #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS")
                #expect(options[header: "Access-Control-Allow-Origin"] == "*")
            }
            let options = try await visitor.send(.options, "/open311/v2/requests.xml")
            #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS, POST")
        }
    }

    @Test(arguments: [
        "v2/services.csv", "v2/services", "v2/xml", "v2/services.xml.csv", "v2/requests/1", "discovery", "",
    ])
    func `an ending that names no format is not found, in JSON`(path: String) async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get("/open311/\(path)")
            #expect(answer.status == 404)
            #expect(try answer.codes == ["404"])
            #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
        }
    }
}
