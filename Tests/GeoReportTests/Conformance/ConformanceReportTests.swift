import Synchronization
import TestSupport
import Testing

@testable import GeoReport

/// What becomes of a run: counts, lines, JSON and JUnit, and what happens when a server goes away.
@Suite struct ConformanceReportTests {
    private static let base = "http://city.example/v2"

    private static func report(
        _ server: ScriptedServer,
        strict isStrict: Bool = false
    ) async throws -> ConformanceReport {
        var settings = ConformanceSettings()
        settings.isStrict = isStrict
        let suite = ConformanceSuite(settings: settings, fetch: server.fetch)
        return await suite.report(on: try await suite.target(at: base))
    }

    /// A server that has little, and a hostile name in it.
    private static var odd: ScriptedServer {
        var server = ScriptedServer()
        server.add(
            "\(base)/services.xml",
            ScriptedServer.services.replacing(
                "<service_code>1<",
                with: "<type>]]&gt;&amp;\u{202E}&#x9;&quot;</type><service_code>1<"
            )
        )
        return server
    }

    @Test func `every requirement has its line, in order`() async throws {
        let report = try await Self.report(Self.odd)
        let wanted = Requirement.all.flatMap { requirement in
            requirement.formats.map { requirement.id + ($0.map { " \($0.rawValue)" } ?? "") }
        }
        #expect(report.judgements.map(\.name) == wanted)
        #expect(Verdict.allCases.map(report.count).reduce(0, +) == wanted.count)
        #expect(report.judgements.allSatisfy { $0.verdict != .skipped || $0.note?.isEmpty == false })
        #expect(!report.isPassed)
    }

    @Test func `a server without JSON is warned once, and the rest of JSON is skipped`() async throws {
        let report = try await Self.report(Self.odd)
        #expect(report.judgements(.warning).map(\.name).contains("G1b"))
        let json = report.judgements.filter { $0.format == .json && $0.requirement.family != "D" }
        #expect(json.allSatisfy { $0.verdict == .skipped })
        #expect(try await Self.report(Self.odd, strict: true).judgements(.failed).map(\.name).contains("G1b"))
    }

    @Test func `JSON and JUnit can be read, whatever the server wrote`() async throws {
        let report = try await Self.report(Self.odd)
        var reader = JSONReader(report.json)
        let json = try reader.document()
        #expect(json["summary"]?["failed"]?.word == "\(report.count(.failed))")
        #expect(json["requirements"]?.elements?.count == report.judgements.count)
        let junit = try ReadBody(reading: report.junit, as: .xml)
        #expect(junit.root == "testsuites")
        let text = String(decoding: report.junit, as: UTF8.self)
        #expect(text.contains("<testsuites tests=\"\(report.judgements.count)\" failures=\"\(report.count(.failed))\""))
        #expect(text.split(separator: "<testcase ").count - 1 == report.judgements.count)
        if XMLLint.isInstalled { #expect(try await XMLLint.complaints(about: [text]) == "") }
    }

    @Test func `lines say what was expected, what was found and where`() async throws {
        let lines = try await Self.report(Self.odd).lines { "[\($0.rawValue)]" }
        let start = try #require(lines.firstIndex { $0.hasPrefix("[failed] S1b xml") })
        #expect(lines[start].contains("[specification, GET Service List]"))
        #expect(lines[start + 1].contains("expected service_name, found none"))
        #expect(lines[start + 2].contains("GET \(Self.base)/services.xml: HTTP 200 at [0]"))
        #expect(lines.last?.contains("failed") == true)
        #expect(!lines.contains { $0.contains("\u{202E}") })
    }

    @Test func `a server that goes away is not asked on and on`() async throws {
        let counted = Mutex(0)
        let (there, gone) = (Self.odd.fetch, ScriptedServer(other: nil).fetch)
        let suite = ConformanceSuite(settings: ConformanceSettings()) { question in
            let count = counted.withLock { count in
                count += 1
                return count
            }
            return await count <= 12 ? there(question) : gone(question)
        }
        let report = await suite.report(on: try await suite.target(at: Self.base))
        #expect(report.isCutShort)
        #expect(report.stop == .givenUp)
        #expect(report.questions == 16)
        #expect(report.judgements.contains { $0.note == "the server had stopped answering" })
        // What was answered before still counts, and nothing else passes or fails.
        #expect(report.judgements(.passed).map(\.name).contains("G2a xml"))
        let told = report.judgements.flatMap(\.findings).map(\.found)
        #expect(!told.contains { $0.contains("not asked") }, "\(told)")
    }

    @Test func `a server without lists of service requests is told so once`() async throws {
        let report = try await Self.report(Self.odd)
        let failed = report.judgements.filter { [.failed, .warning].contains($0.verdict) }.map(\.name)
        #expect(failed.filter { $0.hasPrefix("R") } == ["R3a xml"])
        #expect(!failed.contains("G6 xml"))
        let skipped = report.judgements.first { $0.name == "R6a xml" }
        #expect(skipped?.note == "service requests are not listed (R3a)")
    }

    @Test func `brief is what is not kept`() async throws {
        let report = try await Self.report(Self.odd)
        let lines = report.lines(isBrief: true) { "[\($0.rawValue)]" }
        let marked = lines.filter { $0.hasPrefix("[") }
        #expect(marked.count == report.count(.failed) + report.count(.warning))
        #expect(lines.last == report.summary)
    }

    @Test func `no more is asked than was said`() async throws {
        var settings = ConformanceSettings()
        settings.mostQuestions = 7
        let suite = ConformanceSuite(settings: settings, fetch: Self.odd.fetch)
        let report = await suite.report(on: try await suite.target(at: Self.base))
        #expect(report.questions == 7)
        #expect(report.stop == .spent(7))
        #expect(report.judgements.contains { $0.note == "7 questions had been asked, which is the most" })
        #expect(report.lines { $0.rawValue }.contains { $0.hasPrefix("Not everything was looked at") })
        var reader = JSONReader(report.json)
        #expect(try reader.document()["stopped"]?.word?.contains("7 questions") == true)
    }

    @Test func `only what is wanted has a line`() async throws {
        var settings = ConformanceSettings()
        settings.only = ["S1", "g2a"]
        let suite = ConformanceSuite(settings: settings, fetch: Self.odd.fetch)
        let report = await suite.report(on: try await suite.target(at: Self.base))
        #expect(Set(report.judgements.map(\.requirement.id)) == ["G2a", "S1a", "S1b", "S1c", "S1d", "S1e"])
    }
}
