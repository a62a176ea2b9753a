import GeoReport
import HummingbirdTesting
import Store
import TestSupport
import Testing
import Web

/// The suite against this program's own server: everything passes, in both formats, strictly.
@Suite struct OwnServerTests {
    @Test func `our own server keeps everything strictly, in both formats`() async throws {
        try await ConformanceCity.with(wantsKeys: true) { visitor in
            let port = try #require(visitor.client.port)
            var settings = ConformanceCity.writing
            settings.apiKey = try await ConformanceCity.key(visitor, at: .test)
            let report = try await LiveFetch.report(port: port, settings)
            let open = report.judgements.filter { [.failed, .warning, .skipped].contains($0.verdict) }
            let lines = report.lines(isBrief: true) { $0.rawValue }.joined(separator: "\n")
            let names = Set(open.map(\.name))
            #expect(names == [], "\(lines)")
            #expect(!report.isCutShort)
            // It is told what was made, and that is there, at the endpoint for tests and nowhere else.
            #expect(report.made.count > 10)
            for id in report.made {
                #expect(try await visitor.get("/open311/test/v2/requests/\(id).json").status == 200)
                #expect(try await visitor.get("/open311/v2/requests/\(id).json").status == 404)
            }
            #expect(report.judgements(.offered).map(\.name).contains("G8"))
            #expect(report.judgements(.offered).map(\.name).contains("P8 json"))
        }
    }

    @Test func `reading sends nothing`() async throws {
        try await ConformanceCity.with { visitor in
            let before = try await visitor.count("service_request")
            let port = try #require(visitor.client.port)
            let report = try await LiveFetch.report(port: port, ConformanceCity.reading)
            #expect(try await visitor.count("service_request") == before)
            #expect(!report.hasWritten && report.made.isEmpty)
            let writing = report.judgements.filter { $0.requirement.isWriting }
            #expect(writing.allSatisfy { $0.verdict == .skipped && $0.note == "needs --write" })
            // Far below what is said to be the most.
            #expect(report.questions < 200, "\(report.questions)")
        }
    }

    @Test func `a city without requests is no failure`() async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let report = try await LiveFetch.report(port: port, ConformanceCity.reading)
            let failed = report.judgements(.failed).map(\.name)
            #expect(failed == [])
            #expect(report.judgements(.skipped).map(\.name).contains("R1a xml"))
        }
    }

    @Test func `several cities want a jurisdiction, and are checked with one`() async throws {
        let cities = try CopiedCities()
        try cities.add("second", name: "Second City")
        try await TinyServer.with(.live, change: { cities.use(&$0) }) { visitor in
            let port = try #require(visitor.client.port)
            var settings = ConformanceCity.reading
            settings.only = ["S", "G5", "D1"]
            await #expect(throws: TargetError.self) { try await LiveFetch.report(port: port, settings) }
            settings.jurisdiction = "second"
            let report = try await LiveFetch.report(port: port, settings)
            #expect(report.judgements(.failed).map(\.name) == [])
            #expect(report.judgements(.passed).map(\.name).contains("G5b json"))
        }
    }
}
