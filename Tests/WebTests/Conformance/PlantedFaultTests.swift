import Foundation
import GeoReport
import TestSupport
import Testing
import Web

/// Faults planted one at a time between the suite and our server: each is named, and nothing else is.
@Suite struct PlantedFaultTests {
    /// The lines that fail.
    private static func failed(port: Int, isWriting: Bool) async throws -> ConformanceReport {
        let settings = isWriting ? ConformanceCity.writing : ConformanceCity.reading
        return try await LiveFetch.report(port: port, settings)
    }

    private static func names(_ report: ConformanceReport) -> Set<String> {
        Set(report.judgements(.failed).map(\.name))
    }

    private static func check(
        isWriting: Bool,
        _ faults: @escaping @Sendable ([String]) -> [PlantedFault]
    ) async throws {
        try await ConformanceCity.with { visitor in
            let past = GeoReportDate.format(Date() - 230 * 86400)
            var ids: [String] = []
            for query in ["", "?start_date=\(past)"] {
                let listed = try await visitor.get("/open311/v2/requests.json\(query)").json.elements
                ids += listed.compactMap { $0["service_request_id"]?.text }
            }
            let known = ids
            try await SpoilingServer.with(inFrontOf: visitor) { server, port in
                let honest = Self.names(try await failed(port: port, isWriting: isWriting))
                #expect(honest == [])
                for fault in faults(known) {
                    server.plant(fault)
                    let report = try await failed(port: port, isWriting: isWriting)
                    let found = Self.names(report).subtracting(honest)
                    let lines = report.lines(isBrief: true) { $0.rawValue }
                    #expect(found == fault.names, "\(fault.testDescription):\n\(lines.joined(separator: "\n"))")
                }
            }
        }
    }

    @Test func `faults of bytes and encodings are named`() async throws {
        try await Self.check(isWriting: false) { _ in PlantedFault.ofBytes }
    }

    @Test func `faults of shapes, types and discovery are named`() async throws {
        try await Self.check(isWriting: false) { _ in PlantedFault.ofShapes + PlantedFault.ofDiscovery }
    }

    @Test func `faults of what is made of questions are named`() async throws {
        try await Self.check(isWriting: false) { PlantedFault.ofQuestions(ids: $0) }
    }

    @Test func `faults of what is made of submissions are named`() async throws {
        try await Self.check(isWriting: true) { _ in PlantedFault.ofSubmissions }
    }
}
