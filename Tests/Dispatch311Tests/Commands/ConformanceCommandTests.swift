import Foundation
import GeoReport
import Postgres
import TestSupport
import Testing

@testable import dispatch311

/// `dispatch311 conformance` as a process, against a server that runs as another.
@Suite struct ConformanceCommandTests {
    private static let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder]

    private struct Started: Decodable { let url: String }

    private static func with(_ body: (String) async throws -> Void) async throws {
        try await TestDatabase.with { test in
            let configuration = test.configuration
            let database =
                "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) "
                + "dbname=\(configuration.database ?? "") user=\(configuration.user ?? "")"
            let server = try Program.start(["serve", "--port", "0", "--json", "--database", database] + folders)
            let url = try JSONDecoder().decode(Started.self, from: Data(try await server.firstLine().utf8)).url
            try await body(url)
            kill(server.process.processIdentifier, SIGTERM)
            _ = try await server.end()
        }
    }

    private static let fast = ["--rate", "1000"]
    private static let writing = [
        "--write", "--service", "pothole", "--service", "noise", "--lat", "10.01", "--long", "20.005",
    ]

    @Test func `text, JSON and JUnit say the same, and the exit code too`() async throws {
        try await Self.with { url in
            let written = try await Program.start(["conformance", "\(url)/open311/v2"] + Self.writing + Self.fast).end()
            #expect(written.code == 0, "\(written.output)\(written.errors)")
            #expect(written.errors.contains("SENDS service requests to \(url)/open311/test/v2 (test): at most"))
            #expect(written.errors.contains("At most 1,000 questions a second"))
            #expect(written.output.contains("✓ S1a json   services is a list of services"))
            #expect(written.output.contains("Service requests that were made at"))
            #expect(written.output.contains("0 failed"))

            let read = try await Program.start(["conformance", url, "--format", "json", "--quiet"] + Self.fast).end()
            #expect(read.code == 0 && read.errors.isEmpty, "\(read.errors)")
            let json = try JSON(read.output)
            #expect(json["endpoint"]?.text == "\(url)/open311/v2")
            #expect(json["written_to"] == .null && json["summary"]?["failed"]?.integer == 0)
            let lines = try #require(json["requirements"]?.elements)
            #expect(lines.count > 150)
            #expect(
                lines.first { $0["id"]?.text == "S1a" && $0["format"]?.text == "xml" }?["verdict"]?.text == "passed"
            )

            try await Scratch.with { scratch in
                let out = scratch.path("report.xml")
                let options = ["--format", "junit", "--out", out, "--only", "S,G2"] + Self.fast
                let junit = try await Program.start(["conformance", "\(url)/open311/discovery.json"] + options).end()
                #expect(junit.code == 0 && junit.output.isEmpty)
                let text = try scratch.text("report.xml")
                #expect(text.contains("<testsuite name=\"georeport.S\"") && !text.contains("georeport.R"))
                if XMLLint.isInstalled { #expect(try await XMLLint.complaints(about: [text]) == "") }
            }
            let brief = try await Program.start(["conformance", url, "--brief", "--only", "S1"] + Self.fast).end()
            #expect(brief.output.split(separator: "\n").count == 1 && brief.output.contains("10 passed, 0 failed"))
            let plain = try await Program.start(["conformance", url, "--plain", "--only", "S1"] + Self.fast).end()
            #expect(plain.output.utf8.allSatisfy { $0 < 0x80 } && plain.output.contains("ok   S1a xml"))
        }
    }

    @Test func `strictly, what is only ruled fails, and is told with its source`() async throws {
        let server = try Self.city(services: "<services><service><group/></service></services>")
        defer { server.stop() }
        let only = ["--only", "G1,S1"]
        let lax = try await Program.start(["conformance", server.url + "/v2"] + only + Self.fast).end()
        #expect(lax.code == Ending.findings.rawValue)
        #expect(lax.output.contains("! G1b"))
        #expect(lax.output.contains("✗ S1b xml"))
        #expect(lax.output.contains("[specification, GET Service List]"))
        #expect(lax.output.contains("expected service_code, found none"))
        let strict = try await Program.start(
            ["conformance", server.url + "/v2", "--only", "G1", "--strict"] + Self.fast
        ).end()
        #expect(strict.code == Ending.findings.rawValue && strict.output.contains("✗ G1b"))
        let ruled = try await Program.start(["conformance", server.url + "/v2", "--only", "G1"] + Self.fast).end()
        #expect(ruled.code == 0)
    }

    private static func city(services: String) throws -> RawServer {
        try RawServer { path in
            guard path.hasPrefix("/v2/services.xml") else { return .answer("404 Not Found") }
            let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            return .answer(
                "200 OK",
                ["Content-Type: text/xml; charset=utf-8"],
                body: Array((declaration + services).utf8)
            )
        }
    }

    @Test func `nobody there ends with 69, a page with 1, a wrong call with 64`() async throws {
        let gone = try await Program.run("conformance", "http://127.0.0.1:1")
        #expect(gone.code == Ending.unreachable.rawValue)
        #expect(gone.errors.contains("expected a discovery document or an endpoint of GeoReport v2"))
        let page = try RawServer { _ in
            .answer("200 OK", ["Content-Type: text/html"], body: Array("<!DOCTYPE html><title>Hi</title>".utf8))
        }
        defer { page.stop() }
        let found = try await Program.start(["conformance", page.url] + Self.fast).end()
        #expect(found.code == Ending.findings.rawValue)
        #expect(found.errors.contains("an HTML page titled “Hi”"))
        for arguments in [
            ["city.example"], ["http://127.0.0.1:1", "--only", "X9"], ["http://127.0.0.1:1", "--lat", "1"],
            ["http://127.0.0.1:1", "--timeout", "0"], ["http://127.0.0.1:1", "--format", "csv"],
            ["http://127.0.0.1:1", "--rate", "0"], ["http://127.0.0.1:1", "--api-key-file", "/no/such/file"],
        ] {
            let ended = try await Program.start(["conformance"] + arguments).end()
            #expect(ended.code == Ending.usage.rawValue, "\(arguments): \(ended.errors)")
        }
        let server = try Self.city(services: "<services/>")
        defer { server.stop() }
        let unasked = try await Program.start(["conformance", server.url + "/v2", "--write"] + Self.fast).end()
        #expect(unasked.code == Ending.usage.rawValue)
        #expect(unasked.errors.contains("say what to report and where with --service CODE, and --lat and --long"))
    }

    @Test func `a server that falls silent ends with 69, and what was seen is told`() async throws {
        let counted = Counter()
        let server = try RawServer { path in
            let isEarly = counted.next() < 10
            guard isEarly else { return .silence }
            guard path.hasPrefix("/v2/services.xml") else { return .answer("404 Not Found") }
            return .answer("200 OK", ["Content-Type: text/xml"], body: Array("<services/>".utf8))
        }
        defer { server.stop() }
        let options = ["--timeout", "1"] + Self.fast
        let ended = try await Program.start(["conformance", server.url + "/v2"] + options).end()
        #expect(ended.code == Ending.unreachable.rawValue)
        #expect(ended.output.contains("skipped, the server had stopped answering"))
        #expect(ended.errors.contains("the server stopped answering"))
    }

    @Test func `a run that is interrupted tells what it saw, and blames nobody`() async throws {
        let counted = Counter()
        let server = try RawServer { path in
            guard counted.next() < 10 else { return .silence }
            guard path.hasPrefix("/v2/services.xml") else { return .answer("404 Not Found") }
            return .answer("200 OK", ["Content-Type: text/xml"], body: Array("<services/>".utf8))
        }
        defer { server.stop() }
        let started = try Program.start(["conformance", server.url + "/v2", "--timeout", "600"] + Self.fast)
        #expect(try await eventually { counted.value >= 10 })
        kill(started.process.processIdentifier, SIGINT)
        let ended = try await started.end()
        #expect(ended.code == Ending.tryAgain.rawValue, "\(ended.errors)")
        #expect(ended.output.contains("✓ G1a") && ended.output.contains("skipped, the run was interrupted"))
        #expect(!ended.output.contains("no whole answer") && !ended.output.contains("stopped answering"))
    }

    @Test func `an endless answer is somebody's, and is told as what it is`() async throws {
        let server = try RawServer { _ in .endless(Array("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".utf8)) }
        defer { server.stop() }
        let ended = try await Program.start(["conformance", server.url] + Self.fast).end()
        #expect(ended.code == Ending.findings.rawValue, "\(ended.errors)")
        #expect(ended.errors.contains("an answer of more than 16777216 bytes"))
    }

    @Test func `the key goes with what is sent, and into no output`() async throws {
        let server = try Self.city(
            services: "<services><service><service_code>1</service_code><type>realtime</type></service></services>"
        )
        defer { server.stop() }
        try await Scratch.with { scratch in
            let file = try scratch.file("city.key", "secret-key-4711\n")
            for format in ["text", "json", "junit"] {
                let options = [
                    "--write", "--service", "1", "--address", "Here", "--api-key-file", file, "--format", format,
                ]
                let ended = try await Program.start(["conformance", server.url + "/v2"] + options + Self.fast).end()
                #expect(ended.code == Ending.findings.rawValue)
                #expect(!(ended.output + ended.errors).contains("4711"))
            }
        }
    }
}
