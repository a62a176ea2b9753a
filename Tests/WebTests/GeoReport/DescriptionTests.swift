import Foundation
import GeoReport
import HTTPTypes
import Hummingbird
import Logging
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct DescriptionTests {
    @Test func `every description is served, as its kind, to any page, and again only when it changed`() async throws {
        try await TinyServer.with { visitor in
            var addresses: [(path: String, type: String, bytes: [UInt8]?)] = [
                (DescriptionRoutes.openAPI, "application/vnd.oai.openapi+json;version=3.1", nil),
                (DescriptionRoutes.grammar, "application/relax-ng+xml", Array(AnswerShape.wholeRelaxNG.utf8)),
            ]
            for (answer, reach) in AnswerShape.descriptions {
                let schema = DescriptionRoutes.address(of: answer, reach, .json)
                let id = "http://localhost\(schema)"
                addresses.append((schema, "application/schema+json", answer.jsonSchema(reach, id: id).json))
                let grammar = DescriptionRoutes.address(of: answer, reach, .xml)
                addresses.append((grammar, "application/relax-ng+xml", Array(answer.relaxNG(reach).utf8)))
            }
            let different = Set(addresses.map { $0.path })
            #expect(different.count == 30)
            for (address, type, bytes) in addresses {
                let answer = try await visitor.get(address)
                #expect(answer.status == 200)
                #expect(answer[header: "Content-Type"] == type)
                #expect(answer[header: "Access-Control-Allow-Origin"] == "*")
                if let bytes { #expect(answer.bytes == bytes) }
                let tag = try #require(answer[header: "ETag"])
                let again = try await visitor.get(address, headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again.bytes.isEmpty)
                #expect(try await visitor.send(.head, address).bytes.isEmpty)
                #expect(try await visitor.send(.put, address).status == 405)
            }
            let packed = try await visitor.get(DescriptionRoutes.openAPI, headers: ["Accept-Encoding": "gzip"])
            #expect(packed[header: "Content-Encoding"] == "gzip")
            for lost in ["/open311/schemas/lost.json", "/open311/schemas/errors-extended.rng", "/open311/schemas"] {
                #expect(try await visitor.get(lost).codes == ["404"])
            }
        }
    }

    @Test func `discovery and services say where they are described`() async throws {
        try await TinyServer.with { visitor in
            for (path, name) in [
                ("discovery", "discovery"), ("v2/services", "services"), ("v2/services/pothole", "service-definition"),
                ("test/v2/services", "services"),
            ] {
                for (ending, kind) in [("json", "json"), ("xml", "rng")] {
                    for (query, more) in [("", ""), ("?extensions=true", "-extended")] {
                        let answer = try await visitor.get("/open311/\(path).\(ending)\(query)")
                        let link = try #require(answer[header: "Link"])
                        let address = "/open311/schemas/\(name)\(more).\(kind)"
                        #expect(link.contains("<\(address)>; rel=\"describedby\""))
                        #expect(try await visitor.get(address).status == 200)
                        #expect(link.contains("</openapi.json>; rel=\"service-desc\"") == (path == "discovery"))
                    }
                }
            }
        }
    }

    @Test func `every address that GeoReport has is described, and no other`() async throws {
        try await TinyServer.with { visitor in
            let cities = visitor.server.cities
            let document = try await visitor.get(DescriptionRoutes.openAPI).json
            let servers = document["servers"]?.elements.compactMap { $0["url"]?.text }
            #expect(servers == ["http://localhost/open311/v2", "http://localhost/open311/test/v2"])
            var described: Set<String> = []
            for path in document["paths"]?.names ?? [] {
                guard let item = document["paths"]?[path] else { continue }
                let own = item["servers"]?.elements.first?["url"]?.text.map { [$0] }
                for base in own ?? servers ?? [] {
                    for method in ["get", "post"] where item[method] != nil {
                        described.insert("\(method.uppercased()) \(base.dropFirst("http://localhost".count))\(path)")
                    }
                }
            }
            let clients = Clients(pool: visitor.database.pool)
            let logger = Logger(label: "test")
            let door = ClientDoor(
                keys: KeyRing(
                    clients: clients,
                    uses: KeyUses(clients: clients, interval: .seconds(60), logger: logger),
                    memory: .seconds(1)
                ),
                gate: SubmissionGate(nil, behind: TrustedProxies([]), logger: logger),
                paces: ClientPaces(1)
            )
            let router = Router(context: DispatchContext.self)
            for (endpoint, cities) in [(GeoReportEndpoint.production, cities), (.test, try #require(cities.sandboxes))]
            {
                GeoReportRoutes(
                    endpoint: endpoint,
                    cities: cities,
                    door: door,
                    photos: nil,
                    limits: WebLimits(),
                    sandbox: SandboxRules()
                ).add(to: router)
            }
            let served = router.routes.filter { route in
                // Every address has every method, most of them to say 405; tokens. without one are 400, always.
                let path = route.path.description
                let isForm = path.contains(/\/v2\/(?:requests|servicerequestupdates)\.(?:json|xml)$/)
                return (route.method == .get || route.method == .post && isForm)
                    && !path.hasSuffix("/tokens.json") && !path.hasSuffix("/tokens.xml")
            }
            let names = served.map { route -> String in "\(route.method.rawValue) \(route.path.description)" }
            let all = Set(names)
            #expect(all == described)
        }
    }

    @Test func `with several cities the description names them, and shows the one that is asked for`() async throws {
        let folders = try CopiedCities()
        try folders.add("other", name: "Other City")
        try await TinyServer.with(change: { folders.use(&$0) }) { visitor in
            let first = try await visitor.get("/openapi.json?jurisdiction_id=tiny").json
            let other = try await visitor.get("/openapi.json?jurisdiction_id=other").json
            #expect(other["info"]?["title"]?.text == "GeoReport v2: Other City")
            #expect(first["info"] != other["info"])
            let parameters = first["paths"]?["/services.json"]?["get"]?["parameters"]?.elements ?? []
            let named = try #require(parameters.first { $0["name"]?.text == "jurisdiction_id" })
            #expect(named["required"] == .bool(true))
            let ids = named["schema"]?["enum"]?.elements.compactMap(\.text)
            #expect(ids?.sorted() == ["other", "tiny"])
            #expect(try await visitor.get("/openapi.json?jurisdiction_id=atlantis").status == 404)
        }
    }

    @Test func `the documentation and the description name the same parameters of a list`() async throws {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        let text = try String(contentsOf: root.appending(path: "Documentation/georeport.md"), encoding: .utf8)
        let rest = try #require(text.components(separatedBy: "## Lists").last)
        let part = try #require(rest.components(separatedBy: "There is no").first)
        var written: Set<String> = ["jurisdiction_id"]
        for line in part.split(separator: "\n") where line.hasPrefix("| `") {
            // `limit`, `max_requests` and `offset` stand among the words.
            let words = line.contains("`page`") ? line[...] : line.split(separator: "|")[0]
            for match in words.matches(of: /`([a-z_]+)(?:=true)?`/) { written.insert(String(match.1)) }
        }
        let documented = written
        try await TinyServer.with { visitor in
            let document = try await visitor.get(DescriptionRoutes.openAPI).json
            let parameters = document["paths"]?["/requests.json"]?["get"]?["parameters"]?.elements ?? []
            let names = parameters.filter { $0["in"]?.text == "query" }.compactMap { $0["name"]?.text }
            #expect(Set(names) == documented)
        }
    }

    @Test func `an update is named by either of two words, and the example's id is one that may be`() async throws {
        try await TinyServer.with { visitor in
            let document = try await visitor.get(DescriptionRoutes.openAPI).json
            let body = document["paths"]?["/servicerequestupdates.json"]?["post"]?["requestBody"]?["content"]
            let schema = try #require(body?["application/x-www-form-urlencoded"]?["schema"])
            #expect(schema["properties"]?["update_id_ext"] != nil)
            #expect(schema["required"]?.elements.contains { $0.text == "update_id" } == false)
            let words = schema["anyOf"]?.elements.compactMap { $0["required"]?[0]?.text }
            #expect(words == ["update_id", "update_id_ext"])
            #expect(OpenAPIExamples.updateID.wholeMatch(of: /U[0-9A-Z]{9}/) != nil)
        }
    }

    @Test func `the words of outcomes are those that departments say`() {
        let all: [Outcome] = [
            .done, .noAction(reason: "x"), .notFound, .duplicate(of: "x"), .handedOn(to: "x"),
        ]
        let words = all.map { $0.code }
        #expect(words == RequestDetails.Leg.outcomes)
    }
}
