import Foundation
import TestSupport
import Testing

@testable import dispatch311

@Suite struct BoundariesLintCommandTests {
    private static let open = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ward":"7"},
        "geometry":{"type":"Polygon","coordinates":[[[-74,40.6],[-73.9,40.6],[-73.9,40.7],[-74,40.7]]]}}]}
        """

    @Test func `the city's own layers are looked at without being named`() async throws {
        let ended = try await Program.run("boundaries", "lint", "--geodata", TinyCity.geodataFolder)
        #expect(ended.code == 0, "\(ended.output) \(ended.errors)")
        #expect(ended.output.contains("precinct.geojson: nothing wrong in"))
    }

    @Test func `a fault is told with its remedy, and the guess of the key with its reason`() async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("ward.geojson", Self.open)
            let ended = try await Program.run("boundaries", "lint", path)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("\(path): 1 error in 1 feature, key ward"))
            #expect(ended.output.contains("the key is a guess: no --key was given"))
            #expect(ended.output.contains("  error     feature 0 (7), near 40.7, -74.0: expected the last position"))
            #expect(ended.output.contains("--fix does it"))
            #expect(ended.errors.isEmpty)
        }
    }

    @Test func `JSON has an object a file`() async throws {
        struct Report: Decodable {
            struct Finding: Decodable {
                let severity: String
                let rule: String
                let feature: Int?
                let key: String?
                let latitude: Double?
                let remedy: String
            }
            let file: String
            let errors: Int
            let findings: [Finding]
        }
        try await Scratch.with { scratch in
            let path = try scratch.file("ward.geojson", Self.open)
            let ended = try await Program.run("boundaries", "lint", path, path, "--json")
            let lines = ended.output.split(separator: "\n")
            #expect(lines.count == 2)
            let report = try JSONDecoder().decode(Report.self, from: Data(try #require(lines.first).utf8))
            #expect(report.file == path && report.errors == 1)
            let finding = try #require(report.findings.first)
            #expect(finding.severity == "error" && finding.rule == "openRing" && finding.feature == 0)
            #expect(finding.key == "7" && finding.latitude == 40.7 && !finding.remedy.isEmpty)
        }
    }

    @Test func `a repair shows what it would do, writes elsewhere, in place and to standard output`() async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("ward.geojson", Self.open)
            let shown = try await Program.run("boundaries", "lint", path, "--fix")
            #expect(shown.code == 0)
            #expect(shown.output.contains("repaired  feature 0 (7): closed 1 ring"))
            #expect(shown.errors.contains("Nothing is written"))
            #expect(try scratch.text("ward.geojson") == Self.open)

            let out = scratch.path("fixed.geojson")
            let elsewhere = try await Program.run("boundaries", "lint", path, "--fix", "--out", out)
            #expect(elsewhere.code == 0)
            #expect(elsewhere.output.contains("written to \(out)"))
            let fixed = try scratch.text("fixed.geojson")
            #expect(fixed.contains("[-74.0,40.7],[-74.0,40.6]]]"))
            #expect(try scratch.text("ward.geojson") == Self.open)

            let piped = try await Program.run("boundaries", "lint", "-", "--fix", "--out", "-", input: Self.open)
            #expect(piped.code == 0)
            #expect(piped.output == fixed)
            #expect(piped.errors.contains("closed 1 ring"))

            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(atPath: scratch.path("link.geojson"), withDestinationPath: path)
            let inPlace = try await Program.run(
                "boundaries",
                "lint",
                scratch.path("link.geojson"),
                "--fix",
                "--in-place"
            )
            #expect(inPlace.code == 0)
            #expect(try scratch.text("ward.geojson") == fixed)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(try await Program.run("boundaries", "lint", path).code == 0)
        }
    }

    @Test func `what many features have alike is told once`() async throws {
        try await Scratch.with { scratch in
            let features = (0..<8).map { number in
                let (west, east) = (20 + Double(number) / 100, 20.005 + Double(number) / 100)
                return """
                    {"type":"Feature","properties":{"id":"\(number)"},"geometry":{"type":"Polygon",
                    "coordinates":[[[\(west),10],[\(west),10.005],[\(east),10.005],[\(east),10],[\(west),10]]]}}
                    """
            }
            let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
            let ended = try await Program.run("boundaries", "lint", try scratch.file("ward.geojson", text), "--fix")
            #expect(ended.code == 0)
            let repaired = ended.output.split(separator: "\n").filter { $0.contains("  repaired  ") }
            #expect(repaired.count == 1)
            #expect(repaired.first?.contains("8 features, 0, 1, 2, ") == true)
            #expect(repaired.first?.contains(": turned 1 ring round") == true)
        }
    }

    @Test func `data that standard output does not take is an error`() async throws {
        let ended = try await Program.start(
            ["boundaries", "lint", "--geodata", TinyCity.geodataFolder],
            wrapper: ["/bin/sh", "-c", "exec \"$@\" > /dev/full", "sh"]
        ).end()
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.errors.contains("standard output: expected a place that can be written to, found: No space left"))
    }

    @Test func `what cannot be repaired ends with 1`() async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("ward.geojson", Self.open.replacing("-73.9,40.7", with: "-73.9,195"))
            let ended = try await Program.run("boundaries", "lint", path, "--fix", "--in-place")
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("left      feature 0 (7): no position is guessed"))
        }
    }

    @Test func `a stranger's file does not steer the terminal`() async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("ward.geojson", Self.open.replacing("\"7\"", with: #""\u001b[31m\n\u202e7""#))
            let ended = try await Program.run("boundaries", "lint", path)
            #expect(!ended.output.contains("\u{1B}"))
            #expect(!ended.output.contains("\u{202E}"))
        }
    }

    @Test func `a layer without its file is told beside the others`() async throws {
        try await Scratch.with { scratch in
            let geodata = try scratch.copy(TinyCity.geodataFolder, as: "GeoData")
            try FileManager.default.removeItem(atPath: "\(geodata)/tiny/precinct.geojson")
            let ended = try await Program.run("boundaries", "lint", "--geodata", geodata)
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.output.contains("precinct.geojson: 1 error"))
            #expect(ended.output.contains("nothing wrong"))
        }
    }

    @Test(arguments: [
        ["a.geojson", "--out", "b.geojson"], ["a.geojson", "b.geojson", "--fix", "--out", "c"], ["--key", "id"],
        ["a.geojson", "--fix", "--out", "b", "--in-place"], ["a.geojson", "--extent", "1,2,3"],
        ["no-such-file.geojson"],
        ["-", "--fix", "--in-place"], ["a.geojson", "--sliver=-1"], ["--geodata", "/no/such/folder"],
    ])
    func `a wrong call ends with 64`(arguments: [String]) async throws {
        let ended = try await Program.start(["boundaries", "lint"] + arguments).end()
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.output.isEmpty)
        #expect(!ended.errors.isEmpty)
    }
}
