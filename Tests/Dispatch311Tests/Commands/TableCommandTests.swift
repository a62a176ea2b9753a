import TestSupport
import Testing

@testable import dispatch311

@Suite struct TableCommandTests {
    private static let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder]

    @Test func `locate adds a column a layer and leaves empty what it cannot place`() async throws {
        let table = """
            id,lat,long,borough
            1,10.01,20.005,mine
            2,,,
            3,abc,20,
            4,11,21,
            """
        let ended = try await Program.start(["locate", "--csv", "-"] + Self.folders, input: table).end()
        #expect(ended.code == 0)
        let lines = ended.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "id,lat,long,borough,borough_found,precinct")
        #expect(lines.count == 5)
        #expect(lines[1].hasPrefix("1,10.01,20.005,mine,") && !lines[1].hasSuffix(",,"))
        #expect(lines[2] == "2,,,,,")
        #expect(lines[3] == "3,abc,20,,,")
        #expect(lines[4] == "4,11,21,,,")
        #expect(ended.errors.contains("line 4, column 2 (lat)"))
        #expect(ended.errors.contains("1 outside · 1 without a place · 1 with a place that cannot be read"))
    }

    @Test func `a table that breaks off leaves no file`() async throws {
        try await Scratch.with { scratch in
            let table = try scratch.file("t.csv", "lat,long\n10.01,20.005\n\"10")
            let ended = try await Program.start(
                ["locate", "--csv", table, "--out", scratch.path("o.csv")] + Self.folders
            ).end()
            #expect(ended.code == Ending.findings.rawValue)
            #expect(ended.errors.contains("line 3, column 1"))
            #expect(throws: (any Error).self) { try scratch.text("o.csv") }
        }
    }

    @Test func `route explains a decision, and gives it as JSON`() async throws {
        let place = ["--lat", "10.01", "--long", "20.015", "--service", "Street Condition"]
        let ended = try await Program.start(["route"] + place + Self.folders).end()
        #expect(ended.code == 0)
        #expect(ended.output.hasPrefix("This goes to Parks"))
        #expect(ended.output.contains("because the place is in a park"))
        let json = try await Program.start(["route", "--json"] + place + Self.folders).end()
        #expect(json.output.contains("\"department\":\"parks\""))
        #expect(json.output.contains("\"service_code\":\"pothole\""))
    }

    @Test(arguments: [
        (["--lat", "11", "--long", "21", "--service", "pothole"], Ending.findings),
        (["--lat", "10.01", "--long", "20.005", "--service", "potole"], Ending.usage),
        (["--lat", "100", "--long", "20.005", "--service", "pothole"], Ending.usage),
        (["--lat", "10.01", "--long", "20.005", "--service", "pothole", "--attribute", "depth"], Ending.usage),
        (["--lat", "10.01", "--long", "20.005", "--service", "pothole", "--attribute", "depth=abyss"], Ending.usage),
    ])
    func `route refuses what it cannot route`(arguments: [String], ending: Ending) async throws {
        let ended = try await Program.start(["route"] + arguments + Self.folders).end()
        #expect(ended.code == ending.rawValue)
        #expect(ended.output.isEmpty)
    }

    @Test func `a place with latitude and longitude swapped is told so`() async throws {
        let place = ["--lat", "20.01", "--long", "10.01", "--service", "pothole"]
        let ended = try await Program.start(["route"] + place + Self.folders).end()
        #expect(ended.code == Ending.findings.rawValue)
        #expect(ended.errors.contains("look swapped: --lat 10.01 --long 20.01 is in the city"))
    }

    @Test func `route routes a whole table`() async throws {
        let table = """
            service_code,lat,long
            pothole,10.01,20.015
            Street Condition,10.01,20.005
            dragon,10.01,20.005
            pothole,11,21
            """
        let ended = try await Program.start(["route", "--csv", "-"] + Self.folders, input: table).end()
        #expect(ended.code == 0)
        let lines = ended.output.split(separator: "\n").map(String.init)
        #expect(lines[0] == "service_code,lat,long,department,queue,rule,triage,edge_metres")
        #expect(lines[1].hasPrefix("pothole,10.01,20.015,parks,parks/"))
        #expect(lines[2].hasPrefix("Street Condition,10.01,20.005,works,works/"))
        // The pothole's first rule is for parks.
        #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false)[5] == "0")
        #expect(lines[3] == "dragon,10.01,20.005,,,,,")
        #expect(lines[4] == "pothole,11,21,,,,,")
        #expect(ended.errors.contains("1 row with a service the catalog does not have: \"dragon\""))
    }
}
