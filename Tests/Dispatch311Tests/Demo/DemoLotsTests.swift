import Boundaries
import Foundation
import Testing

@testable import dispatch311

@Suite struct DemoLotsTests {
    @Test func `the lots of a folder are read in their order`() async throws {
        try await Scratch.with { scratch in
            try scratch.file("lots.csv", "latitude,longitude\n10.01,20.005\n10.00,20.015\n")
            #expect(
                try DemoLots.read(in: scratch.folder.path) == [
                    Coordinate(latitude: 10.01, longitude: 20.005), Coordinate(latitude: 10, longitude: 20.015),
                ]
            )
        }
    }

    @Test func `a city without the file has no lots`() async throws {
        try await Scratch.with { scratch in
            let lots = try DemoLots.read(in: scratch.folder.path)
            #expect(lots.isEmpty)
        }
    }

    @Test(
        arguments: [
            ("latitude,longitude\n10.01,20.005\n10.01,east\n", "line 3, column 2 (longitude): expected a longitude"),
            ("latitude,longitude\n,\n", "line 2: expected a latitude and a longitude, found none"),
            ("latitude,longitude\n10.01\n", "line 2: expected 2 fields, found 1"),
            ("latitude\n10.01\n", "line 1: expected a column \"longitude\""),
        ]
    )
    func `a broken file is said to be so, with the place`(text: String, message: String) async throws {
        try await Scratch.with { scratch in
            let path = try scratch.file("lots.csv", text)
            let error = #expect(throws: CommandError.self) { try DemoLots.read(in: scratch.folder.path) }
            #expect(error?.message.hasPrefix("\(path), \(message)") == true, "\(error?.message ?? "")")
        }
    }

    @Test func `New York's lots are some five thousand, each once`() throws {
        // The tests' folder may be reached through a link.
        let root = URL(filePath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
            .appending(path: "../../../").standardized
        let lots = try DemoLots.read(in: root.appending(path: "GeoData/nyc").path)
        #expect(lots.count == 5000)
        #expect(Set(lots).count == 5000)
        let city = BoundingBox(
            try Coordinate(latitude: 40.49, longitude: -74.26),
            try Coordinate(latitude: 40.92, longitude: -73.69)
        )
        #expect(
            lots.allSatisfy {
                (city.south...city.north).contains($0.latitude) && (city.west...city.east).contains($0.longitude)
            }
        )
    }
}
