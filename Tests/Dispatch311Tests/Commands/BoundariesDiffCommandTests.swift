import Boundaries
import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import dispatch311

/// Comparing boundaries at the command line: files, folders, tables of requests, and what is in a database.
@Suite struct BoundariesDiffCommandTests {
    /// What `--json` prints, as far as the tests look.
    private struct Report: Decodable {
        struct Layer: Decodable {
            struct Part: Decodable {
                let from: String?
                let to: String?
                let square_metres: Double
            }

            let layer: String
            let redrawn: Int
            let renamed: Int
            let unchanged: Int
            let parts: [Part]
        }

        struct Requests: Decodable {
            struct Move: Decodable {
                let layer: String?
                let from: String?
                let to: String?
                let rows: Int
            }

            let rows: Int
            let outside: Int
            let missing: Int
            let unreadable: Int
            let unknown_services: Int
            let moved_boundary: Int
            let moved_department: Int?
            let moved_queue: Int?
            let moves: [Move]
            let queues: [Move]
        }

        struct Stored: Decodable {
            let open: Requests
            let closed: Requests
        }

        let before: String
        let after: String
        let layers: [Layer]
        let same_layers: [String]
        let requests: Requests?
        let stored: Stored?
        let catalog_problems: [String]

        init(_ ended: Program.Ended) throws {
            guard ended.code == 0 else { throw Failed(code: ended.code, errors: ended.errors) }
            self = try JSONDecoder().decode(Report.self, from: Data(ended.output.utf8))
        }
    }

    private struct Failed: Error {
        let code: Int32
        let errors: String
    }

    private static let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder]

    /// A copy of the tiny city's boundaries whose park reaches farther west.
    private static func redrawn(_ scratch: Scratch) throws -> String {
        let folder = try scratch.copy(TinyCity.geodataFolder, as: "New")
        try scratch.replace("[20.01,", with: "[20.004,", in: "New/tiny/precinct.geojson")
        return folder
    }

    private static func diff(_ words: [String]) async throws -> Program.Ended {
        try await Program.start(["boundaries", "diff"] + words).end()
    }

    /// The area between two longitudes and latitudes, by the formula for a zone of the ball.
    private static func area(_ west: Double, _ east: Double, _ south: Double, _ north: Double) -> Double {
        let radians = Double.pi / 180
        return 6_371_008.8 * 6_371_008.8 * (east - west) * radians * (sin(north * radians) - sin(south * radians))
    }

    @Test func `two folders are compared, and what moves is listed, drawn and written`() async throws {
        try await Scratch.with { scratch in
            let new = try Self.redrawn(scratch)
            let (geojson, page) = (scratch.path("moved.geojson"), scratch.path("page.html"))
            let words = [TinyCity.geodataFolder, new, "--geojson", geojson, "--html", page]
            let report = try Report(try await Self.diff(words + ["--json"]))
            #expect(report.before == TinyCity.geodataFolder + "/tiny" && report.after == new + "/tiny")
            #expect(report.same_layers == ["borough"])
            #expect(report.layers.map(\.layer) == ["precinct"])
            #expect(report.layers[0].redrawn == 2 && report.layers[0].unchanged == 1)
            #expect(report.layers[0].parts.map(\.from) == ["1"] && report.layers[0].parts.map(\.to) == ["2"])
            let expected = Self.area(20.004, 20.01, 10, 10.02)
            #expect(abs(report.layers[0].parts[0].square_metres - expected) < 1)
            #expect(report.requests == nil && report.stored == nil)

            let file = try JSON(try scratch.text("moved.geojson"))
            #expect(file["features"]?[0]?["properties"]?["from"]?.text == "1")
            let definition = LayerDefinition(id: "moved", names: [:], file: "moved.geojson", key: "from")
            let read = try BoundaryReader().read(
                try Data(contentsOf: URL(filePath: geojson)),
                as: definition,
                file: "moved.geojson"
            )
            #expect(abs(read.boundaries[0].squareMetres - expected) < 1)
            #expect(try scratch.text("page.html").contains("1 → 2, 1.46 km²"))

            let text = try await Self.diff(words + ["--plain"])
            #expect(text.code == 0)
            #expect(text.output.contains("boundaries: 2 redrawn, 1 unchanged"))
            #expect(text.output.contains("1.46 km2"))
            #expect(text.errors.contains("the picture is in \(page)"))
            let same = try await Self.diff([new, new])
            #expect(same.output.contains("the same boundaries in borough, precinct"))
        }
    }

    @Test func `of a table it counts the rows that lie elsewhere and those that go elsewhere, and lists them`()
        async throws
    {
        try await Scratch.with { scratch in
            let new = try Self.redrawn(scratch)
            // West of the old line: 3,000 where the park comes, 1,000 where it does not; then what cannot move.
            var table = "unique_key,complaint_type,descriptor,latitude,longitude\n"
            for row in 0..<3000 {
                let service = ["pothole", "Street Condition", "Noise - Residential"][row % 3]
                table += "a\(row),\(service),,10.01,20.00\(5 + row % 4)\n"
            }
            for row in 0..<1000 { table += "b\(row),pothole,,10.01,20.00\(1 + row % 2)\n" }
            for row in 0..<100 { table += "c\(row),fallen-tree,,10.01,20.007\n" }
            table += "d,pothole,,11,21\ne,pothole,,,\nf,pothole,,x,20\ng,dragon,,10.01,20.007\n"
            let path = try scratch.file("t.csv", table)
            let out = scratch.path("moved.csv")
            let words = [TinyCity.geodataFolder, new, "--requests", path, "--out", out]
            let ended = try await Self.diff(words + ["--json"] + Self.folders)
            let requests = try #require(try Report(ended).requests)
            #expect(requests.rows == 4104)
            #expect(requests.outside == 1 && requests.missing == 1 && requests.unreadable == 1)
            #expect(requests.unknown_services == 1)
            #expect(requests.moved_boundary == 3101)
            #expect(requests.moved_department == 2000)
            #expect(requests.moved_queue == 3000)
            #expect(requests.moves.map(\.rows) == [3101])
            #expect(requests.queues.map(\.from) == ["works/W", "police/1"])
            #expect(requests.queues.map(\.to) == ["parks/2", "police/2"])
            #expect(requests.queues.map(\.rows) == [2000, 1000])
            let lines = try scratch.text("moved.csv").split(separator: "\n").map(String.init)
            let columns = "unique_key,precinct_before,precinct_after,department_before,department_after"
            #expect(lines[0] == columns + ",queue_before,queue_after")
            #expect(lines.count == 3102)
            // In the order of the table.
            #expect(
                lines[1] == "a0,1,2,works,parks,works/W,parks/2" && lines[3] == "a2,1,2,police,police,police/1,police/2"
            )
            #expect(lines[3001] == "c0,1,2,,,,")
            #expect(lines[1...3000].enumerated().allSatisfy { $0.element.hasPrefix("a\($0.offset),") })
            let text = try await Self.diff(words + ["--plain"] + Self.folders)
            #expect(text.output.contains("4,104 requests in "))
            #expect(text.output.contains("2,000 go to another department, 3,000 to another queue"))
            #expect(text.errors.contains("line 4104, column 4 (latitude)"))
        }
    }

    @Test func `two files with ids of their own are compared, routed by the city or only placed`() async throws {
        try await Scratch.with { scratch in
            let folder = try Self.redrawn(scratch)
            let old = try scratch.copy("\(TinyCity.geodataFolder)/tiny/precinct.geojson", as: "old.geojson")
            let new = try scratch.copy("\(folder)/tiny/precinct.geojson", as: "new.geojson")
            try scratch.replace("\"id\"", with: "\"code\"", in: "old.geojson")
            let path = try scratch.file("t.csv", "service_code,lat,long\npothole,10.01,20.005\npothole,10.01,20.015\n")
            let words = [old, new, "--key", "code", "--key", "id", "--requests", path, "--json"]
            let routed = try Report(try await Self.diff(words + ["--layer", "precinct"] + Self.folders))
            #expect(routed.layers.map(\.layer) == ["precinct"])
            #expect(routed.requests?.moved_boundary == 1)
            // A file whose names nobody knows keeps what conditions ask for.
            #expect(routed.requests?.moved_department == 1 && routed.requests?.moved_queue == 1)
            #expect(routed.requests?.queues.map(\.to) == ["parks/2"])
            let placed = try Report(try await Self.diff(words + Self.folders))
            #expect(placed.layers.map(\.layer) == ["new"])
            #expect(placed.requests?.moved_boundary == 1)
            #expect(placed.requests?.moved_department == nil)
            let wrong = try await Self.diff([old, new, "--layer", "ward"] + Self.folders)
            #expect(wrong.code == Ending.findings.rawValue)
            #expect(wrong.errors.contains("expected a property id that holds the ids"))
            #expect(wrong.errors.contains("would do."))
            // One file of a city's folder is read as its layers.yml says.
            let known = try Report(
                try await Self.diff(
                    [TinyCity.geodataFolder, "\(folder)/tiny/precinct.geojson", "--json"] + Self.folders
                )
            )
            #expect(known.layers.map(\.layer) == ["precinct"] && known.layers[0].renamed == 0)
        }
    }

    @Test func `boundaries that the catalog cannot do without are told`() async throws {
        try await Scratch.with { scratch in
            let new = try scratch.copy(TinyCity.geodataFolder, as: "New")
            try scratch.replace("\"park\"", with: "\"green\"", in: "New/tiny/precinct.geojson")
            let path = try scratch.file("t.csv", "service_code,lat,long\npothole,10.01,20.015\n")
            let report = try Report(
                try await Self.diff([TinyCity.geodataFolder, new, "--requests", path, "--json"] + Self.folders)
            )
            #expect(report.catalog_problems.joined().contains("found “park”"))
            // Nothing is redrawn, and the pothole is no longer one in a park.
            #expect(report.layers.map(\.redrawn) == [0] && report.requests?.moved_boundary == 0)
            #expect(report.requests?.moved_department == 1)
        }
    }

    @Test func `what is in force is compared with a folder, and the stored requests are counted`() async throws {
        try await TestDatabase.with { test in
            try await Scratch.with { scratch in
                let city = try await TestCity(in: test)
                let new = try Self.redrawn(scratch)
                let database = Self.database(test)
                for _ in 0..<5 { try await city.submit() }
                try await city.submit("noise")
                try await city.submit("fallen-tree")
                try await city.submit(at: .east)
                let gone = try await city.submit()
                let old = try await city.submit()
                for (id, days) in [(gone, 10), (old, 100)] {
                    let number = try #require(city.jurisdiction.cipher.number(for: id))
                    try await test.pool.execute(
                        """
                        UPDATE service_request
                           SET status = 'closed', open_legs = 0, closed_at = now(),
                               requested_at = now() - \(days) * interval '1 day'
                         WHERE number = \(number)
                        """
                    )
                    try await test.pool.execute(
                        "DELETE FROM ready WHERE seq IN (SELECT item FROM work_item WHERE number = \(number))"
                    )
                }
                let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", new]
                let out = scratch.path("moved.csv")
                let report = try Report(try await Self.diff(["--json", "--out", out] + folders + database))
                #expect(report.before == "in force (publication 1)" && report.after == new + "/tiny")
                let stored = try #require(report.stored)
                #expect(stored.open.rows == 8 && stored.closed.rows == 1)
                #expect(stored.open.moved_boundary == 7 && stored.closed.moved_boundary == 1)
                #expect(stored.open.moved_department == 5 && stored.open.moved_queue == 6)
                #expect(stored.closed.moved_queue == 1)
                let lines = try scratch.text("moved.csv").split(separator: "\n").map(String.init)
                #expect(lines.count == 9)
                #expect(lines.contains("\(gone),closed,1,2,works,parks,works/W,parks/2"))
                let all = try Report(try await Self.diff(["--json", "--days", "120"] + folders + database))
                #expect(all.stored?.closed.rows == 2)
                let none = try Report(try await Self.diff([new, "--no-stored", "--json"] + folders + database))
                #expect(none.stored == nil && none.layers.count == 1)

                try await city.publish(
                    .boundaries(TinyCity.geodata(replacing: "[20.01,", with: "[20.004,", in: "precinct.geojson"))
                )
                let back = try Report(try await Self.diff(["1", "in-force", "--json"] + folders + database))
                #expect(back.stored?.open.moved_queue == 6)
                let versions = try await Program.start(
                    ["boundaries", "list", "--layer", "precinct", "--json"] + database
                ).end()
                let known = try versions.output.split(separator: "\n").map { try JSON(String($0))["version"]?.text }
                let words = known.compactMap { $0.map { String($0.prefix(6)) } }
                let digits = try Report(
                    try await Self.diff([words[1], words[0], "--json", "--no-stored"] + folders + database)
                )
                #expect(digits.layers[0].parts.map(\.to) == ["2"])
                let same = try await Self.diff([new] + folders + database)
                #expect(same.code == 0 && same.output.contains("the same boundaries"))
                for word in ["7", "ffffff", "no-such-file"] {
                    let wrong = try await Self.diff([word] + folders + database)
                    #expect(wrong.code == Ending.usage.rawValue, "\(word) \(wrong.errors)")
                    #expect(wrong.output.isEmpty)
                }
            }
        }
    }

    @Test(arguments: [
        ["a", "b", "c"], ["--tolerance", "-1"], ["--key", "a", "--key", "b", "--key", "c"], ["--days", "-1"],
        ["a", "b", "--html", "-"], ["no-such-file", "nor-this"],
    ])
    func `a wrong call is told`(words: [String]) async throws {
        let ended = try await Self.diff(words)
        #expect(ended.code == Ending.usage.rawValue)
        #expect(!ended.errors.isEmpty && ended.output.isEmpty)
    }

    private static func database(_ test: TestDatabase) -> [String] {
        let configuration = test.configuration
        return [
            "--database",
            "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) dbname=\(configuration.database ?? "") "
                + "user=\(configuration.user ?? "")",
        ]
    }

    // MARK: - Moving the open ones

    @Test func `open requests are moved after a publication, killed halfway and called again`() async throws {
        try await TestDatabase.with { test in
            try await Scratch.with { scratch in
                let city = try await TestCity(in: test)
                let count = 200
                for _ in 0..<count { try await city.submit() }
                let new = try Self.redrawn(scratch)
                let database = Self.database(test)
                let folders = ["--catalog", TinyCity.catalogFolder, "--geodata", new]
                let published = try await Program.start(["boundaries", "publish", "--plain"] + folders + database).end()
                #expect(published.output.contains("boundaries move-open moves those that belong elsewhere"))
                let plan = try await Program.start(["boundaries", "move-open", "--dry-run", "--plain"] + database).end()
                #expect(plan.output.contains("ok \(count) would move"), "\(plan.output)\(plan.errors)")

                let rerouted = "event WHERE kind = 'rerouted' AND item IS NULL"
                let first = try Program.start(["boundaries", "move-open"] + database)
                while first.process.isRunning, try await test.count(rerouted) < 5 {
                    try await Task.sleep(for: .milliseconds(2))
                }
                kill(first.process.processIdentifier, SIGKILL)
                _ = try await first.end()
                #expect(try await city.verify().breaches == [])
                let second = try await Program.start(["boundaries", "move-open", "--json"] + database).end()
                #expect(second.code == 0, "\(second.errors)")
                #expect(try await test.count(rerouted) == count)
                #expect(try await test.count("(SELECT DISTINCT number FROM \(rerouted)) AS r") == count)
                #expect(try await test.count("ready r JOIN queue q USING (queue) WHERE q.name = 'parks/2'") == count)
                let lines = second.output.split(separator: "\n").map(String.init)
                let summary = try JSON(try #require(lines.last))
                #expect(summary["looked"] == .number(Double(count)))
                #expect(summary["moved"] == .number(Double(lines.count - 1)))
                #expect(try await city.verify().breaches == [])
                let third = try await Program.start(["boundaries", "move-open", "--plain"] + database).end()
                #expect(third.code == 0 && third.output.contains("ok 0 moved"))
                let wrong = try await Program.start(["boundaries", "move-open", "--layer", "parish"] + database).end()
                #expect(wrong.code == Ending.usage.rawValue)
                #expect(wrong.errors.contains("expected one of borough, precinct"))
            }
        }
    }
}
