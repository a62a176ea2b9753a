import Foundation
import GeoReport
import HummingbirdTesting
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct DiscoveryTests {
    @Test func `discovery names both endpoints, where the client reaches them`() async throws {
        try await TinyServer.with(.live) { visitor in
            let answer = try await visitor.both(.get("discovery.*", "discovery")).json.json
            #expect(answer.names == ["changeset", "contact", "key_service", "endpoints"])
            #expect(answer["contact"]?.text == "Tiny City. A city made up for tests.")
            let endpoints = try #require(answer["endpoints"]?.elements)
            #expect(endpoints.compactMap { $0["type"]?.text } == ["production", "test"])
            for (endpoint, path) in zip(endpoints, ["/open311/v2", "/open311/test/v2"]) {
                #expect(endpoint.names == ["specification", "url", "changeset", "type", "formats"])
                #expect(endpoint["specification"]?.text == "http://wiki.open311.org/GeoReport_v2")
                #expect(endpoint["formats"]?.elements.compactMap(\.text) == ["application/json", "text/xml"])
                #expect(endpoint["changeset"] == answer["changeset"])
                let changeset = try #require(endpoint["changeset"]?.text.flatMap(GeoReportDate.parse))
                #expect(changeset <= Date() && changeset > Date() - 600)
                // The address it names is one that answers.
                let url = try #require(endpoint["url"]?.text.flatMap(URL.init(string:)))
                #expect(url.scheme == "http" && url.host() == "localhost" && url.path() == path)
                #expect(try await visitor.get("\(url.path())/services.xml").status == 200)
            }
        }
    }

    private static func changeset(_ visitor: Visitor) async throws -> String? {
        let document = try await visitor.get("/open311/discovery.json").json
        return document["changeset"]?.text
    }

    @Test func `the changeset is another once another catalog is in force, and no other before`() async throws {
        try await TinyServer.with { visitor in
            let first = try #require(try await Self.changeset(visitor))
            // Whole seconds are told.
            try await Task.sleep(for: .milliseconds(1100))
            #expect(try await Self.changeset(visitor) == first)
            let deeper = try TinyCity.catalog(replacing: "A hole in the street.", with: "A deep hole.")
            let publisher = Publisher(pool: visitor.database.pool, jurisdiction: try visitor.city.row, actor: "test")
            guard case .published = try await publisher.publish(.catalog(deeper)) else {
                throw Missing(what: "a change")
            }
            #expect(try await eventually { try await Self.changeset(visitor) ?? "" > first })
        }
    }

    @Test func `where it takes requests for is told to those who ask for extensions`() async throws {
        try await TinyServer.with { visitor in
            let plain = try await visitor.both(.get("discovery.*", "discovery"))
            #expect(!plain.json.text.contains("service_area"))
            let answer = try await visitor.both(.get("discovery.*?extensions=true", "discovery")).json.json
            for endpoint in try #require(answer["endpoints"]?.elements) {
                let area = try #require(endpoint["service_area"])
                #expect(area.names == ["type", "coordinates"])
                #expect(area["type"]?.text == "MultiPolygon")
                let parts = try #require(area["coordinates"]?.elements)
                for ring in parts.flatMap(\.elements) {
                    #expect(ring.elements.count >= 4 && ring.elements.first == ring.elements.last)
                    for position in ring.elements {
                        guard case .number(let east) = position[0], case .number(let north) = position[1] else {
                            throw Missing(what: "two numbers in \(position)")
                        }
                        #expect((19.9...20.2).contains(east) && (9.9...10.2).contains(north))
                    }
                }
                #expect(!parts.isEmpty)
            }
        }
    }

    @Test(arguments: [
        ("https", "https://localhost/open311/v2"), ("HTTPS", "https://localhost/open311/v2"),
        ("http", "http://localhost/open311/v2"), ("<gopher>", "http://localhost/open311/v2"),
    ])
    func `behind a proxy the scheme is the client's`(scheme: String, url: String) async throws {
        try await TinyServer.with { visitor in
            let headers = ["X-Forwarded-Proto": scheme]
            let answer = try await visitor.get("/open311/discovery.json", headers: headers)
            #expect(try answer.json["endpoints"]?[0]?["url"]?.text == url)
        }
    }

    @Test(arguments: [
        ("311.example.org", "311.example.org"), ("311.example.org:8443", "311.example.org:8443"),
        ("[::1]:8311", "[::1]:8311"), ("<script>", nil), ("a/b", nil), ("a b", nil), (nil, nil),
    ])
    func `the host is the one the client asked for, or the answer 400`(host: String?, named: String?) async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let field = host.map { "Host: \($0)\r\n" } ?? ""
            let version = host == nil ? "1.0" : "1.1"
            let answer = try await RawConnection.exchange(
                "GET /open311/discovery.xml HTTP/\(version)\r\n\(field)Connection: close\r\n\r\n",
                port: port
            )
            if let named {
                #expect(answer.contains("<url>http://\(named)/open311/v2</url>"))
            } else {
                #expect(answer.hasPrefix("HTTP/1.") && answer.contains(" 400 "))
                #expect(!answer.contains("<script"))
            }
        }
    }

    @Test func `with several cities a client must say which it means`() async throws {
        let folders = try CopiedCities()
        try folders.add("other", name: "Other City")
        try folders.replace(
            "time_zone: UTC",
            with: "time_zone: UTC\ncontact: {en: Ask Other., es: Pregunte a Otra.}",
            in: "other/jurisdiction.yml"
        )
        try await TinyServer.with(change: folders.use) { visitor in
            for path in ["discovery.*", "v2/services.*", "v2/services/pothole.*", "v2/requests.*", "v2/requests/1.*"] {
                let missing = try await visitor.both(.refused(path, 400))
                #expect(try missing.json.codes == ["40015"])
                #expect(try missing.json.descriptions.contains("other, tiny"))
                let unknown = try await visitor.both(.refused("\(path)?jurisdiction_id=atlantis", 404))
                #expect(try unknown.json.codes == ["4042"])
            }
            for (code, contact) in [("tiny", "Tiny City. A city made up for tests."), ("other", "Ask Other.")] {
                let named = try await visitor.both(.get("discovery.*?jurisdiction_id=\(code)", "discovery"))
                #expect(try named.json.json["contact"]?.text == contact)
            }
            let form = Visitor.encoded(Visitor.pothole)
            try await visitor.both(.post(form, 400))
            let key = ["Idempotency-Key": "k"]
            try await visitor.both(.post("\(form)&jurisdiction_id=other", 200, headers: key))
            let tiny = try await visitor.both(.get("v2/requests.*?jurisdiction_id=tiny", "service_requests"))
            #expect(tiny.json.text == "[]")
            let other = try await visitor.both(.get("v2/requests.*?jurisdiction_id=other", "service_requests"))
            #expect(try other.json.json.elements.count == 1)
        }
    }
}
