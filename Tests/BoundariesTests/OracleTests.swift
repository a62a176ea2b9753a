import Foundation
import Testing

@testable import Boundaries

/// GEOS and the index, asked about the same points of every kind that has ever told two geometry engines apart.
///
/// `DISPATCH311_ORACLE_POINTS=5000000` asks about so many; the counts of each kind are printed.
@Suite struct OracleTests {
    private static var points: Int {
        ProcessInfo.processInfo.environment["DISPATCH311_ORACLE_POINTS"].flatMap(Int.init) ?? 60_000
    }

    @Test func `New York's seven layers hold what GEOS says, at points of every kind`() async throws {
        let index = try await NewYorkTests.index.value
        var oracle = try Oracle(index.layers)
        var generator = SplitMix(state: 311)
        let lots = try Self.lots()
        while oracle.asked < Self.points {
            try oracle.askAtRandom(using: &generator)
            if let lot = lots.randomElement(using: &generator) { try oracle.ask(.lot, lot) }
            try oracle.askAroundAnEdge(using: &generator)
            try oracle.askInAHole(using: &generator)
        }
        oracle.report("New York")
        #expect(oracle.differences == [])
        for kind in [OraclePoint.random, .lot, .vertex, .onEdge, .metre(0.1), .metre(1), .metre(20), .hole, .gap] {
            #expect(oracle.counts[kind, default: 0] > Self.points / 10_000, "\(kind)")
        }
    }

    @Test(
        arguments: [
            ("the antimeridian", 0.0, 179.9, 0.3), ("the antimeridian from the east", -16.5, -179.9, 0.3),
            ("the north pole", 89.9, 10, 0.5), ("the south pole", -89.9, -120, 0.5), ("the earth", 0, 0, 170),
        ]
    )
    func `shapes at the ends of the earth hold what GEOS says`(
        name: String,
        latitude: Double,
        longitude: Double,
        radius: Double
    ) throws {
        var generator = SplitMix(state: 312)
        var total = 0
        var counts: [OraclePoint: Int] = [:]
        while total < Self.points / 10 {
            let stars = (0..<12).map { number in
                Boundary(
                    id: "\(number)",
                    name: "",
                    polygons: [.star(latitude, longitude, radius, using: &generator)]
                )
            }
            // Two layers whose shapes lie over each other.
            var oracle = try Oracle([Self.layer("first", stars[..<6]), Self.layer("second", stars[6...])])
            for _ in 0..<400 {
                try oracle.askAtRandom(using: &generator)
                try oracle.askAroundAnEdge(using: &generator)
            }
            #expect(oracle.differences == [], "\(name)")
            total += oracle.asked
            counts.merge(oracle.counts, uniquingKeysWith: +)
        }
        Oracle.report(name, total, counts)
        #expect(counts[.overlap, default: 0] > 0)
    }

    private static func layer(_ id: String, _ boundaries: some Sequence<Boundary>) -> BoundaryLayer {
        let definition = LayerDefinition(id: id, names: [:], file: "", key: "id")
        return BoundaryLayer(definition: definition, version: "", boundaries: Array(boundaries))
    }

    /// The real lots the demonstration drops its pins on.
    private static func lots() throws -> [Coordinate] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
            .appending(path: "../../GeoData/nyc/lots.csv").standardized
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line in
            let numbers = line.split(separator: ",").compactMap { Double($0) }
            return numbers.count == 2 ? .inRange(latitude: numbers[0], longitude: numbers[1]) : nil
        }
    }
}
