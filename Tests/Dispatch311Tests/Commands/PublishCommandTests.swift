import Foundation
import Postgres
import TestSupport
import Testing

@testable import dispatch311

/// Publishing and going back at the command line, on copies of the tiny city's folders.
@Suite struct PublishCommandTests {
    /// The folders of a test, and its database.
    private struct Desk {
        let scratch: Scratch
        let folders: [String]
        let database: [String]

        init(_ scratch: Scratch, _ test: TestDatabase) throws {
            self.scratch = scratch
            folders = [
                "--catalog", try scratch.copy(TinyCity.catalogFolder, as: "Catalog"),
                "--geodata", try scratch.copy(TinyCity.geodataFolder, as: "GeoData"),
            ]
            let configuration = test.configuration
            database = [
                "--database",
                "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) "
                    + "dbname=\(configuration.database ?? "") user=\(configuration.user ?? "")",
            ]
        }

        func publish(_ kind: String, _ options: String...) async throws -> Program.Ended {
            try await Program.start([kind, "publish"] + options + folders + database).end()
        }

        func run(_ words: String...) async throws -> Program.Ended {
            try await Program.start(words + database).end()
        }
    }

    private static func with(_ body: (Desk) async throws -> Void) async throws {
        try await TestDatabase.with { test in
            try await Scratch.with { scratch in try await body(Desk(scratch, test)) }
        }
    }

    private struct Report: Decodable {
        struct Change: Decodable {
            let from: String?
            let to: String?
            let services: Int?
            let layer: String?
            let boundaries: Int?
        }

        let published: Bool
        let planned: Bool
        let kind: String
        let publication: Int?
        let catalog: Change?
        let layers: [Change]
        let findings: [Finding]

        struct Finding: Decodable {
            let text: String
        }

        init(_ ended: Program.Ended) throws {
            self = try JSONDecoder().decode(Report.self, from: Data(ended.output.utf8))
        }
    }

    @Test func `a catalog is published, listed and taken back`() async throws {
        try await Self.with { desk in
            let first = try Report(try await desk.publish("catalog", "--json"))
            #expect(first.published)
            #expect(first.kind == "first")
            #expect(first.layers.map(\.boundaries) == [2, 3])
            let same = try await desk.publish("catalog")
            #expect(same.code == 0)
            #expect(same.output.contains("nothing changes; publication 1 stays in force"))

            try desk.scratch.replace("en: Pothole", with: "en: Hole", in: "Catalog/tiny/services/street.yml")
            let plan = try Report(try await desk.publish("catalog", "--plan", "--json"))
            #expect(plan.planned && !plan.published)
            let second = try Report(try await desk.publish("catalog", "--json", "--note", "Shorter"))
            #expect(second.publication == 2)
            #expect(second.catalog?.from == first.catalog?.to)
            #expect(second.catalog?.to == plan.catalog?.to)
            #expect(second.catalog?.services == 5)
            #expect(second.layers.isEmpty)

            let list = try await desk.run("catalog", "list")
            #expect(list.output.split(separator: "\n").count == 4)
            #expect(list.output.contains("Shorter"))
            let back = try await desk.run("catalog", "rollback", "--plain")
            #expect(back.code == 0)
            #expect(back.output.contains("ok tiny: publication 3 is in force"))
            let json = try await desk.run("catalog", "list", "--json")
            let active = json.output.split(separator: "\n").filter { $0.contains("\"active\":true") }
            #expect(active.count == 1)
            #expect(active.first?.contains(first.catalog?.to ?? "?") == true)
        }
    }

    @Test func `a layer is published alone, listed and taken back`() async throws {
        try await Self.with { desk in
            let first = try Report(try await desk.publish("boundaries", "--json"))
            #expect(first.kind == "first")
            #expect(first.catalog?.services == 5)
            try desk.scratch.replace("First Precinct", with: "Precinct 1", in: "GeoData/tiny/precinct.geojson")
            try desk.scratch.replace("\"West\"", with: "\"Westside\"", in: "GeoData/tiny/borough.geojson")
            let second = try Report(try await desk.publish("boundaries", "--layer", "precinct", "--json"))
            #expect(second.layers.map(\.layer) == ["precinct"])
            let third = try Report(try await desk.publish("boundaries", "--json"))
            #expect(third.layers.map(\.layer) == ["borough"])
            let old = try #require(first.layers.last?.to)
            let back = try Report(
                try await desk.run(
                    "boundaries",
                    "rollback",
                    "--layer",
                    "precinct",
                    "--to",
                    String(old.prefix(5)),
                    "--json"
                )
            )
            #expect(back.publication == 4)
            #expect(back.layers.map(\.to) == [old])
            let list = try await desk.run("boundaries", "list", "--layer", "precinct", "--json")
            #expect(list.output.split(separator: "\n").count == 3)
        }
    }

    @Test func `boundaries with a date wait for it, are listed, compared, examined and withdrawn`() async throws {
        try await Self.with { desk in
            let early = try await desk.publish("boundaries", "--effective", "2035-01-01")
            #expect(early.code == 1)
            #expect(early.errors.contains("expected tiny to have published something"), "\(early.errors)")
            _ = try await desk.publish("boundaries")
            try desk.scratch.replace("First Precinct", with: "Precinct 1", in: "GeoData/tiny/precinct.geojson")
            for (date, code) in [("2020-01-01", Int32(64)), ("soon", 64), ("2035-01-01", 0)] {
                let ended = try await desk.publish("boundaries", "--effective", date, "--note", "New lines", "--plain")
                #expect(ended.code == code, "\(date): \(ended.errors)")
                guard code == 0 else { continue }
                #expect(
                    ended.output.contains("scheduled 1 comes into force at 2035-01-01 00:00:00 UTC"),
                    "\(ended.output)"
                )
            }
            let list = try await desk.run("boundaries", "list", "--plain")
            #expect(list.output.contains("waiting"), "\(list.output)")
            let diff = try await desk.run("boundaries", "diff", "scheduled-1", "--json")
            #expect(diff.output.contains("scheduled 1"), "\(diff.output)\(diff.errors)")
            try desk.scratch.replace("Precinct 1", with: "The First", in: "GeoData/tiny/precinct.geojson")
            let now = try await desk.publish("boundaries", "--json")
            #expect(now.output.contains("was made to replace"), "\(now.output)")
            let doctor = try await desk.run(
                "doctor",
                "--catalog",
                desk.folders[1],
                "--geodata",
                desk.folders[3],
                "--plain"
            )
            #expect(doctor.output.contains("tiny: 1, from 2035-01-01 00:00:00 UTC: precinct"), "\(doctor.output)")
            #expect(try await desk.run("catalog", "withdraw", "1").code == 64)
            let withdrawn = try await desk.run("boundaries", "withdraw", "1", "--json")
            #expect(withdrawn.output.contains(#""state":"withdrawn""#), "\(withdrawn.output)")
            #expect(try await desk.run("boundaries", "withdraw", "1").code == 1)
            #expect(try await desk.run("boundaries", "withdraw", "7").code == 64)
        }
    }

    @Test func `the map is published with the boundaries, listed, and refused where it is faulty`() async throws {
        try await Self.with { desk in
            try TinyCity.write(blocks: TinyCity.block(to: 20.005), into: desk.scratch.path("GeoData/tiny"))
            let first = try await desk.publish("boundaries", "--plain")
            #expect(first.output.contains("  map blocks.geojson: new, "), "\(first.output)")
            try desk.scratch.file("GeoData/tiny/blocks.geojson", TinyCity.block(to: 20.006))
            let second = try await desk.publish("boundaries", "--plain")
            #expect(second.output.contains("  map blocks.geojson: "), "\(second.output)")
            #expect(!second.output.contains("layer "))
            let list = try await desk.run("boundaries", "list", "--plain")
            #expect(list.output.split(separator: "\n").filter { $0.hasPrefix("map: blocks.geojson") }.count == 2)
            let json = try await desk.run("boundaries", "list", "--json")
            #expect(json.output.contains(#""map_file":"blocks.geojson""#))
            try desk.scratch.file("GeoData/tiny/blocks.geojson", "nonsense")
            let refused = try await desk.publish("boundaries")
            #expect(refused.code == Ending.findings.rawValue)
            #expect(refused.output.contains("blocks.geojson"), "\(refused.output)")
        }
    }

    @Test func `what cannot be used is refused with everything that is wrong`() async throws {
        try await Self.with { desk in
            #expect(try await desk.publish("catalog").code == 0)
            try desk.scratch.replace(
                "department: works",
                with: "department: wroks",
                in: "Catalog/tiny/services/street.yml"
            )
            let refused = try await desk.publish("catalog")
            #expect(refused.code == Ending.findings.rawValue)
            #expect(refused.output.contains("services/street.yml:"))
            #expect(refused.output.contains("what was in force stays in force"))
            let json = try await desk.publish("catalog", "--json")
            #expect(json.code == Ending.findings.rawValue)
            #expect(try Report(json).findings.count > 1)
            try desk.scratch.replace("id: precinct", with: "id: parish", in: "GeoData/tiny/layers.yml")
            let dropped = try await desk.publish("boundaries")
            #expect(dropped.code == Ending.findings.rawValue)
            #expect(dropped.output.contains("expected a layer of layers.yml, found “precinct”"))
            #expect(try await desk.run("catalog", "list", "--json").output.split(separator: "\n").count == 1)
        }
    }

    @Test func `a wish that names nothing is answered with what there is`() async throws {
        try await Self.with { desk in
            let empty = try await desk.run("catalog", "rollback")
            #expect(empty.code == Ending.findings.rawValue)
            #expect(empty.errors.contains("expected a city that has published something"))
            #expect(try await desk.publish("catalog").code == 0)
            let earlier = try await desk.run("catalog", "rollback")
            #expect(earlier.code == Ending.findings.rawValue)
            #expect(earlier.errors.contains("expected something earlier to go back to"))
            for words in [
                ["catalog", "rollback", "--to", "ffff"], ["catalog", "rollback", "--publication", "7"],
                ["boundaries", "rollback", "--layer", "parish"], ["boundaries", "rollback", "--to", "ffff"],
                ["boundaries", "list", "--layer", "parish"], ["catalog", "list", "--jurisdiction", "nowhere"],
                ["catalog", "rollback", "--to", "a", "--publication", "1"],
            ] {
                let ended = try await Program.start(words + desk.database).end()
                #expect(ended.code == Ending.usage.rawValue, "\(words) \(ended.errors)")
                #expect(ended.output.isEmpty)
            }
            let layer = try await desk.publish("boundaries", "--layer", "parish")
            #expect(layer.code == Ending.usage.rawValue)
            #expect(layer.errors.contains("--layer: expected one of borough, precinct, found \"parish\""))
        }
    }

    @Test func `a server without folders serves what is published`() async throws {
        try await Self.with { desk in
            let gone = ["--catalog", desk.scratch.folder.path, "--geodata", desk.scratch.folder.path]
            let serve = ["serve", "--port", "0", "--json"] + gone + desk.database
            let none = try await Program.start(serve).end()
            #expect(none.code == Ending.findings.rawValue)
            #expect(none.errors.contains("nothing is published in the database"))
            #expect(try await desk.publish("boundaries").code == 0)
            let server = try Program.start(serve)
            #expect(try await server.firstLine().contains("http://127.0.0.1:"))
            kill(server.process.processIdentifier, SIGTERM)
            #expect(try await server.end().code == 0)
        }
    }
}
