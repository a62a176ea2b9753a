import Foundation
import TestSupport
import Testing

@testable import dispatch311

@Suite struct CatalogLintCommandTests {
    private static func lint(
        _ scratch: Scratch,
        json: Bool = false,
        change: (Scratch) throws -> Void = { _ in }
    ) async throws -> Program.Ended {
        let catalog = try scratch.copy(TinyCity.catalogFolder, as: "Catalog")
        let geodata = try scratch.copy(TinyCity.geodataFolder, as: "GeoData")
        try change(scratch)
        let arguments = ["catalog", "lint", "--catalog", catalog, "--geodata", geodata] + (json ? ["--json"] : [])
        return try await Program.start(arguments).end()
    }

    @Test func `a sound city ends with 0`() async throws {
        try await Scratch.with { scratch in
            let ended = try await Self.lint(scratch)
            #expect(ended.code == 0)
            #expect(ended.output.contains("tiny: nothing wrong") || ended.output.contains("0 errors"))
            #expect(ended.output.contains("1 entry done elsewhere, "), "\(ended.output)")
        }
    }

    @Test func `an unknown key is told with its line`() async throws {
        try await Scratch.with { scratch in
            let ended = try await Self.lint(scratch) { scratch in
                try scratch.replace(
                    "    target: {hours: 8}",
                    with: "    tarrget: {hours: 8}",
                    in: "Catalog/tiny/services/order.yml"
                )
            }
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("services/order.yml:"))
            #expect(ended.output.contains("tarrget"))
        }
    }

    @Test func `a missing department is told`() async throws {
        try await Scratch.with { scratch in
            let ended = try await Self.lint(scratch, json: true) { scratch in
                try scratch.replace(
                    "  - {code: parks, name: {en: Parks, es: Parques}}\n",
                    with: "",
                    in: "Catalog/tiny/departments.yml"
                )
            }
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("parks"))
            #expect(ended.output.contains("\"severity\":\"error\""))
            #expect(ended.output.split(separator: "\n").count == 1)
        }
    }

    @Test func `a ring that is not closed is told with feature and boundary`() async throws {
        try await Scratch.with { scratch in
            let ended = try await Self.lint(scratch) { scratch in
                let text = try scratch.text("GeoData/tiny/precinct.geojson")
                // The first ring loses its last position.
                guard let end = text.range(of: "]]]") ?? text.range(of: "] ] ]"),
                    let last = text[..<end.lowerBound].lastIndex(of: "[")
                else { throw Scratch.Missing(text: "]]]", file: "precinct.geojson") }
                let comma = text[..<last].lastIndex(of: ",") ?? last
                try scratch.file(
                    "GeoData/tiny/precinct.geojson",
                    String(text[..<comma]) + "]]" + String(text[end.upperBound...])
                )
            }
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("precinct.geojson: feature 0"))
        }
    }
}
