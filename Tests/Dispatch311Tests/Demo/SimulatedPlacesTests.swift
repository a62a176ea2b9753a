import Boundaries
import Testing

@testable import dispatch311

/// Two boroughs of homes, X in the west and Y in the east, and X's park between them.
@Suite struct SimulatedPlacesTests {
    private static let boroughs = [
        SimulatedMix.Choice(name: "X", count: 3), SimulatedMix.Choice(name: "Y", count: 1),
    ]

    private static func at(_ longitude: Double) throws -> Coordinate {
        try Coordinate(latitude: 40.005, longitude: longitude)
    }

    private static func boundary(_ id: String, _ kind: String, west: Double) throws -> Boundary {
        let corners = [(40, west), (40, west + 0.01), (40.01, west + 0.01), (40.01, west), (40, west)]
        let shell = try corners.map { try Coordinate(latitude: $0.0, longitude: $0.1) }
        return Boundary(id: id, name: id, properties: ["kind": kind], polygons: [Polygon(shell: shell)])
    }

    private static func index(hasPark: Bool = true) throws -> BoundaryIndex {
        var boundaries = [
            try boundary("X01", "residential", west: 20), try boundary("Y01", "residential", west: 20.02),
        ]
        if hasPark { boundaries.append(try boundary("X91", "park", west: 20.01)) }
        let definition = LayerDefinition(
            id: "neighborhood",
            names: ["en": "Neighborhood"],
            file: "neighborhood.geojson",
            key: "id",
            properties: ["kind"]
        )
        let layer = BoundaryLayer(definition: definition, version: "1", boundaries: boundaries)
        return try BoundaryIndex(layers: [layer], tolerance: nil)
    }

    private static func share(park: Int) -> SimulatedMix.Share {
        let kinds = park > 0 ? [SimulatedMix.Choice(name: "park", count: park)] : []
        return SimulatedMix.Share(service: "noise", count: 10, kinds: kinds, answers: [])
    }

    private static func draw(_ places: SimulatedPlaces, park: Int, _ count: Int = 400) -> [Coordinate] {
        var generator = SeededGenerator(seed: 5)
        return (0..<count).compactMap { _ in places.place(for: share(park: park), using: &generator) }
    }

    @Test func `requests are at lots, in each borough as often as it is named`() throws {
        let west = [try Self.at(20.002), try Self.at(20.004)]
        let east = [try Self.at(20.022), try Self.at(20.024), try Self.at(20.026), try Self.at(20.028)]
        let places = SimulatedPlaces(index: try Self.index(), lots: west + east, boroughs: Self.boroughs)
        let drawn = Self.draw(places, park: 0)
        #expect(places.lotCount == 6)
        #expect(Set(drawn) == Set(west + east))
        #expect((260...340).contains(drawn.count { west.contains($0) }))
        #expect(drawn.count == 400)
    }

    @Test func `lots in a park and outside the city are never used`() throws {
        let home = try Self.at(20.005)
        let lots = [home, try Self.at(20.015), try Self.at(21)]
        let places = SimulatedPlaces(index: try Self.index(), lots: lots, boroughs: Self.boroughs)
        #expect(places.lotCount == 1)
        // Also where the borough drawn has no lot.
        #expect(Set(Self.draw(places, park: 0)) == [home])
    }

    @Test func `what was measured in parks is at points inside parks`() throws {
        let lot = try Self.at(20.005)
        let places = SimulatedPlaces(index: try Self.index(), lots: [lot], boroughs: Self.boroughs)
        let drawn = Self.draw(places, park: 5)
        let inPark = drawn.filter { (20.01...20.02).contains($0.longitude) }
        #expect((150...250).contains(inPark.count))
        #expect(Set(inPark).count > 100)
        #expect(drawn.count { $0 == lot } == drawn.count - inPark.count)
        #expect(drawn.count == 400)
    }

    @Test func `where the city has no park, what was measured in parks is at lots too`() throws {
        let lot = try Self.at(20.005)
        let places = SimulatedPlaces(index: try Self.index(hasPark: false), lots: [lot], boroughs: Self.boroughs)
        #expect(Set(Self.draw(places, park: 10)) == [lot])
    }

    @Test func `without lots they are at points inside neighborhoods of homes`() throws {
        let places = SimulatedPlaces(index: try Self.index(), lots: [], boroughs: Self.boroughs)
        let drawn = Self.draw(places, park: 0)
        #expect(places.lotCount == 0)
        #expect(Set(drawn).count > 300)
        #expect(drawn.allSatisfy { (20...20.01).contains($0.longitude) || (20.02...20.03).contains($0.longitude) })
        #expect((260...340).contains(drawn.count { $0.longitude < 20.015 }))
    }
}
