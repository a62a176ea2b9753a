import Foundation
import TestSupport
import Testing

@testable import dispatch311

@Suite struct EnvironmentTests {
    /// An option as a source file declares it, and what the file reads of the environment.
    private struct Declared {
        let file: String
        let name: String
        let isRead: Bool
    }

    private static func declared() throws -> [Declared] {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/dispatch311").standardized
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        var declared: [Declared] = []
        for path in paths {
            let text = String(decoding: try Data(contentsOf: sources.appending(path: path)), as: UTF8.self)
            let read = Set(text.matches(of: /Environment\.[a-z]+\(\s*"([a-z-]+)"/).map { String($0.1) })
            for match in text.matches(of: /@(?:Option|Flag)\b([\s\S]*?)\n    var ([A-Za-z]+)/)
            where !match.1.contains(".hidden") {
                var names = match.1.matches(of: /customLong\("([a-z-]+)"\)/).map { String($0.1) }
                if names.isEmpty || match.1.contains(".long,") { names.append(option(String(match.2))) }
                declared += names.map { Declared(file: path, name: $0, isRead: read.contains($0)) }
            }
        }
        return declared
    }

    /// `dataDir` as the command line has it: `data-dir`.
    private static func option(_ property: String) -> String {
        property.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
    }

    @Test func `every option that help shows can be set in the environment`() throws {
        let declared = try Self.declared()
        #expect(declared.count > 80)
        #expect(declared.filter { !$0.isRead }.map { "\($0.file) --\($0.name)" } == [])
    }

    @Test(arguments: [
        (["catalog", "publish"], "EFFECTIVE", "someday", "DISPATCH311_EFFECTIVE: expected a day"),
        (["catalog", "rollback"], "PUBLICATION", "last", "DISPATCH311_PUBLICATION: expected a whole number"),
        (["boundaries", "rollback"], "TO", "9b02aa", "--to names a version of one layer"),
        (["boundaries", "report"], "ONLY", "kind", "DISPATCH311_ONLY: expected property=value, found \"kind\""),
        (["boundaries", "diff"], "STORED", "maybe", "DISPATCH311_STORED: expected 1 or 0"),
        (["boundaries", "lint"], "TINY", "-1", "--tiny: expected a number from 0 to 1000000"),
        (["boundaries", "lint"], "IN_PLACE", "1", "write what --fix repairs"),
        (["queue", "hand-over", "1", "--reason", "a tree"], "TO", "parks", "expected a department's key, found none"),
        (
            ["queue", "hand-over", "1", "--to", "parks", "--reason", "a tree"], "DEADLINE_SECONDS", "x",
            "expected a whole number"
        ),
        (["replay", "requests.csv"], "RATE", "0", "--rate: expected more than 0"),
        (["replay", "requests.csv"], "LIMIT", "all", "DISPATCH311_LIMIT: expected a whole number"),
        (["route"], "LAT", "north", "DISPATCH311_LAT: expected a number"),
        (["doctor"], "JSON", "maybe", "DISPATCH311_JSON: expected 1 or 0, found \"maybe\""),
    ])
    func `what the environment says is read as the option is, before anything is done`(
        arguments: [String],
        variable: String,
        value: String,
        told: String
    ) async throws {
        let ended = try await Program.start(arguments, environment: ["DISPATCH311_\(variable)": value]).end()
        #expect(ended.code == Ending.usage.rawValue)
        #expect(ended.errors.contains(told), "\(ended.errors)")
        #expect(ended.output.isEmpty)
    }

    @Test func `one of two ways back on the command line makes the other in the environment irrelevant`() async throws {
        let nowhere = ["--database", "host=127.0.0.1 port=1 dbname=x user=x"]
        let variables = ["DISPATCH311_TO": "9b02aa", "DISPATCH311_PUBLICATION": "7"]
        let both = try await Program.start(["catalog", "rollback"] + nowhere, environment: variables).end()
        #expect(both.code == Ending.usage.rawValue)
        let given = ["catalog", "rollback", "--to", "4f1c09"]
        let one = try await Program.start(given + nowhere, environment: variables).end()
        #expect(one.code == Ending.unreachable.rawValue)
    }

    @Test func `a flag may be 1 in the environment`() async throws {
        let listed = try await Program.run(
            "boundaries",
            "lint",
            input: "",
            environment: ["DISPATCH311_JSON": "1", "DISPATCH311_GEODATA": TinyCity.geodataFolder]
        )
        #expect(listed.code == 0)
        #expect(listed.output.hasPrefix("{"), "\(listed.output)")
    }

    @Test func `a repaired file goes where the environment says, and only with fix`() async throws {
        try await Scratch.with { scratch in
            let file = try scratch.file(
                "open.geojson",
                """
                {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a"}, "geometry": \
                {"type": "Polygon", "coordinates": [[[0, 0], [0.1, 0], [0.1, 0.1], [0, 0.1]]]}}]}
                """
            )
            let variables = ["DISPATCH311_OUT": scratch.path("whole.geojson"), "DISPATCH311_KEY": "id"]
            let looked = try await Program.run("boundaries", "lint", file, environment: variables)
            #expect(looked.code == Ending.findings.rawValue)
            #expect(!FileManager.default.fileExists(atPath: scratch.path("whole.geojson")))
            let fixed = try await Program.run("boundaries", "lint", file, "--fix", environment: variables)
            #expect(fixed.code == 0, "\(fixed.output)")
            let whole = try scratch.text("whole.geojson")
            #expect(whole.replacing(" ", with: "").contains("[0.0,0.0]]]"), "\(whole)")
        }
    }
}
