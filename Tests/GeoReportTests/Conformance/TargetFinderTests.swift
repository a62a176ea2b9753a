import Testing

@testable import GeoReport

/// What an address turns out to be.
@Suite struct TargetFinderTests {
    private static let base = "https://city.example/open311"

    private static var city: ScriptedServer {
        var server = ScriptedServer()
        server.add(
            "\(base)/discovery.xml",
            ScriptedServer.discovery([("\(base)/test/v2/", "test"), ("\(base)/v2", "production")])
        )
        for place in ["v2", "test/v2"] { server.add("\(base)/\(place)/services.xml", ScriptedServer.services) }
        return server
    }

    private static func target(
        _ url: String,
        _ server: ScriptedServer = city,
        settings: ConformanceSettings = ConformanceSettings()
    ) async throws(TargetError) -> ConformanceTarget {
        try await ConformanceSuite(settings: settings, fetch: server.fetch).target(at: url)
    }

    @Test(arguments: [
        "https://city.example/open311/discovery.xml", "https://city.example/open311/discovery.json",
        "https://city.example/open311", "https://city.example/open311/", "https://city.example",
        "https://city.example/open311/v2", "https://city.example/open311/v2/",
        "https://city.example/open311/v2/services.xml", "https://city.example/open311/v2/requests.json",
    ])
    func `whatever is given of a city leads to its endpoint`(url: String) async throws {
        let target = try await Self.target(url)
        #expect(target.endpoint == .init(url: "\(Self.base)/v2", kind: "production"))
        #expect(target.writing == .init(url: "\(Self.base)/test/v2", kind: "test"))
        #expect(target.discovery == "\(Self.base)/discovery")
        #expect(!target.notes.isEmpty)
    }

    @Test func `an endpoint of its own needs no discovery document`() async throws {
        var server = ScriptedServer()
        server.add("http://old.example/api/services.json", "[{\"service_code\":\"1\"}]")
        let target = try await Self.target("http://old.example/api", server)
        #expect(target.endpoint == .init(url: "http://old.example/api", kind: nil))
        #expect(target.discovery == nil)
        #expect(target.notes.contains("No discovery document was found beside it or above it."))
    }

    @Test func `an endpoint that has moved is checked, and sent to, where it is`() async throws {
        let plain = Self.city.fetch
        let suite = ConformanceSuite(settings: ConformanceSettings()) { question in
            guard question.url.hasPrefix("http://old.example/") else { return await plain(question) }
            var moved = question
            moved.url = question.url.replacing("http://old.example/", with: "\(Self.base)/")
            return await plain(moved).map {
                Exchange.Answer(status: $0.status, headers: $0.headers, body: $0.body, movedTo: moved.url)
            }
        }
        let target = try await suite.target(at: "http://old.example/v2")
        #expect(target.endpoint == .init(url: "\(Self.base)/v2", kind: "production"))
        #expect(target.notes.contains("http://old.example/v2 leads to the endpoint \(Self.base)/v2."))
    }

    @Test func `an endpoint that wants a jurisdiction is one`() async throws {
        var server = ScriptedServer()
        let refusal = "[{\"code\":\"400\",\"description\":\"which city?\"}]"
        server.add("http://many.example/v2/services.json", refusal, status: 400)
        #expect(try await Self.target("http://many.example/v2", server).endpoint.url == "http://many.example/v2")
    }

    @Test(arguments: [
        ("ftp://city.example", TargetError.Kind.usage), ("city.example", .usage), ("http://", .usage),
        ("http://a b", .usage), ("http://city.example/?a=b", .usage), ("http://user@city.example", .usage),
        ("http://city.example/\u{1B}[31m", .usage),
    ])
    func `what is no address is refused`(url: String, kind: TargetError.Kind) async {
        do throws(TargetError) {
            _ = try await Self.target(url)
            Issue.record("\(url) was taken")
        } catch {
            #expect(error.kind == kind)
        }
    }

    @Test func `a server that is not there, and one that has something else, are told apart`() async {
        do throws(TargetError) {
            _ = try await Self.target("http://gone.example", ScriptedServer(other: nil))
            Issue.record("nobody was found")
        } catch {
            #expect(error.kind == .unreachable)
            // Once, and not for each of the addresses that were tried.
            #expect(error.description.hasSuffix("connection refused (http://gone.example/services.xml and 3 more)"))
        }
        let page = ScriptedServer.Page(type: "text/html", body: "<!DOCTYPE html><title>Welcome</title>")
        do throws(TargetError) {
            _ = try await Self.target("http://page.example", ScriptedServer(other: page))
            Issue.record("a page was taken for GeoReport")
        } catch {
            #expect(error.kind == .otherwise)
            #expect(error.description.contains("an HTML page titled “Welcome”"))
        }
    }

    @Test(arguments: [
        ("https://city.example/open311", "https://city.example/test/v2", true),
        ("http://city.example/open311", "https://city.example:8443/test/v2", true),
        ("https://city.example/open311", "http://city.example/test/v2", false),
        ("https://city.example/open311", "https://elsewhere.example/v2", false),
        ("https://city.example/open311", "https://city.example.elsewhere.example/v2", false),
    ])
    func `a key goes to the host that was given, and no less safely`(
        given: String,
        endpoint: String,
        isSent: Bool
    ) async throws {
        var server = ScriptedServer()
        server.add("\(given)/discovery.xml", ScriptedServer.discovery([(endpoint, "test")]))
        var settings = ConformanceSettings()
        settings.isWriting = true
        #expect(try await Self.target(given, server, settings: settings).writing.url == endpoint)
        settings.apiKey = "secret"
        do throws(TargetError) {
            _ = try await Self.target(given, server, settings: settings)
            #expect(isSent)
        } catch {
            #expect(!isSent && error.kind == .usage)
            #expect(error.description.contains("the key would go to \(endpoint)"))
        }
    }

    @Test func `nothing is sent to an endpoint that is acted upon unless it was said what and where`() async throws {
        var settings = ConformanceSettings()
        settings.isWriting = true
        #expect(try await Self.target(Self.base, settings: settings).writing.isTest)
        var server = ScriptedServer()
        server.add("http://old.example/v2/services.xml", ScriptedServer.services)
        do throws(TargetError) {
            _ = try await Self.target("http://old.example/v2", server, settings: settings)
            Issue.record("it was taken")
        } catch {
            #expect(error.kind == .usage)
            #expect(error.description.contains("--service CODE") && error.description.contains("--lat"))
        }
        settings.services = ["1"]
        settings.address = "By the well"
        #expect(try await Self.target("http://old.example/v2", server, settings: settings).writing.kind == nil)
    }
}
