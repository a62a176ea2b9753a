import Boundaries
import Foundation
import Testing

/// The seven layers of the demonstration, as committed.
@Suite struct NewYorkTests {
    static let layerIDs = [
        "borough", "police_precinct", "community_district", "council_district", "school_district", "neighborhood",
        "zip_area",
    ]

    /// The layers are read once for all tests.
    static let index = Task {
        // The tests' folder may be reached through a link.
        let folder = URL(filePath: #filePath).deletingLastPathComponent().resolvingSymlinksInPath()
            .appending(path: "../../GeoData/nyc/").standardized
        let sources = try layerIDs.map { id in
            let file = "\(id).geojson"
            let definition = LayerDefinition(id: id, names: ["en": id], file: file, key: "id", label: "name")
            return BoundaryReader.Source(
                data: try Data(contentsOf: folder.appending(path: file)),
                definition: definition
            )
        }
        let extent = BoundingBox(TinyCity.coordinate(40.4, -74.3), TinyCity.coordinate(41, -73.6))
        let layers = try await BoundaryReader(limits: BoundaryLimits(extent: extent)).read(sources)
        return try await BoundaryIndex.build(
            layers: layers,
            tolerance: EdgeTolerance(outline: "borough", metres: 250, seamMetres: 1)
        )
    }

    struct Landmark: CustomTestStringConvertible {
        let testDescription: String
        let latitude: Double
        let longitude: Double
        /// In the order of `layerIDs`; nil is a gap.
        let ids: [String?]

        init(_ description: String, _ latitude: Double, _ longitude: Double, _ ids: [String?]) {
            testDescription = description
            self.latitude = latitude
            self.longitude = longitude
            self.ids = ids
        }
    }

    static let landmarks = [
        Landmark("Times Square", 40.758, -73.9855, ["MN", "18", "105", "4", "2", "MN0502", "10036"]),
        Landmark("City Hall", 40.7127, -74.0059, ["MN", "1", "101", "1", "2", "MN0102", "10007"]),
        Landmark("Statue of Liberty", 40.6892, -74.0445, ["MN", "1", "101", "1", "2", "MN0191", nil]),
        Landmark("Central Park", 40.7829, -73.9654, ["MN", "22", "164", "6", "3", "MN6491", nil]),
        Landmark("Marble Hill", 40.8761, -73.9106, ["MN", "50", "208", "10", "10", "BX0802", "10463"]),
        Landmark("Yankee Stadium", 40.8296, -73.9262, ["BX", "44", "204", "16", "9", "BX0491", "10452"]),
        Landmark("Bronx County Courthouse", 40.8258, -73.9238, ["BX", "44", "204", "16", "7", "BX0401", "10451"]),
        Landmark("Barclays Center", 40.6826, -73.9754, ["BK", "78", "302", "35", "13", "BK0602", "11217"]),
        Landmark("Prospect Park", 40.6602, -73.969, ["BK", "78", "355", "39", "17", "BK5591", nil]),
        Landmark("Coney Island", 40.5749, -73.9786, ["BK", "60", "313", "47", "21", "BK1302", "11224"]),
        Landmark("Flushing Main Street", 40.7596, -73.8301, ["QN", "109", "407", "20", "25", "QN0707", "11354"]),
        Landmark("Kennedy Airport", 40.6413, -73.7781, ["QN", "113", "483", "31", "27", "QN8381", "11434"]),
        Landmark("St. George ferry terminal", 40.6437, -74.0739, ["SI", "120", "501", "49", "31", "SI0101", "10301"]),
    ]

    @Test func `the layers hold what the City has`() async throws {
        let index = try await Self.index.value
        #expect(index.layers.map(\.id) == Self.layerIDs)
        #expect(index.layers.map(\.boundaries.count) == [5, 77, 71, 51, 32, 262, 177])
        #expect(index.layers.allSatisfy { $0.version.count == 12 })
    }

    @Test(arguments: landmarks)
    func `a landmark lies in the boundaries everyone knows`(landmark: Landmark) async throws {
        let probe = try await Self.index.value.probe(TinyCity.coordinate(landmark.latitude, landmark.longitude))
        #expect(probe.standing == .inside)
        #expect(Self.layerIDs.map { probe.hits[$0]?.boundary.id } == landmark.ids)
        #expect(probe.hits.allSatisfy { $0.snappedMetres == 0 })
    }

    @Test(arguments: [("Hoboken", 40.744, -74.0324, 1702.0), ("Yonkers", 40.9312, -73.8988, 1977.3)])
    func `a place in another city is outside by as much as it is`(
        name: String,
        latitude: Double,
        longitude: Double,
        metres: Double
    ) async throws {
        let probe = try await Self.index.value.probe(TinyCity.coordinate(latitude, longitude))
        guard case .outside(let found?, nil) = probe.standing else {
            Issue.record("expected \(name) outside, found \(probe.standing)")
            return
        }
        #expect(abs(found - metres) < 0.005 * metres)
        #expect(probe.hits.isEmpty)
    }

    @Test func `a pier's end takes the boundaries of the shore`() async throws {
        // In the Hudson, off the foot of West 14th Street.
        let probe = try await Self.index.value.probe(TinyCity.coordinate(40.7423, -74.0118))
        #expect(probe.standing == .inside)
        #expect(probe.hits["borough"]?.boundary.id == "MN")
        #expect(probe.hits["borough"].map { (1...250).contains($0.snappedMetres) } == true)
        #expect(probe.hits.count == Self.layerIDs.count)
    }

    @Test func `a neighbour is as far as it says`() async throws {
        let index = try await Self.index.value
        let timesSquare = TinyCity.coordinate(40.758, -73.9855)
        let neighbours = index.neighbours(of: timesSquare, in: "police_precinct", within: 1000)
        let nearest = try #require(neighbours.first)
        #expect(nearest.boundary.id != "18")
        // No point on a circle a little smaller lies in another precinct, some point on one a little larger does.
        let step = 360
        func precincts(_ metres: Double) -> Set<String> {
            Set(
                (0..<step).compactMap { bearing in
                    let angle = Double(bearing) * 2 * .pi / Double(step)
                    let place = TinyCity.coordinate(
                        timesSquare.latitude + metres * cos(angle) / 111_195.08,
                        timesSquare.longitude + metres * sin(angle) / (111_195.08 * cos(40.758 * .pi / 180))
                    )
                    return index.probe(place).hits["police_precinct"]?.boundary.id
                }
            )
        }
        #expect(precincts(nearest.metres * 0.99) == ["18"])
        #expect(precincts(nearest.metres * 1.01).contains(nearest.boundary.id))
    }
}
