import Boundaries
import ServiceRequests
import Testing

@Suite struct PlaceSearchTests {
    /// New York's layers, read once for all tests.
    private static let city = Task {
        let layers = try GeoDataFolder.layers(in: CityCatalogTests.root + "GeoData/nyc")
        let index = try await BoundaryIndex.build(layers: layers, tolerance: nil)
        return (search: PlaceSearch(layers: layers, extent: try extent), index: index)
    }

    private static var extent: BoundingBox {
        get throws { BoundingBox(try TinyCity.at(40.45, -74.3), try TinyCity.at(40.95, -73.65)) }
    }

    /// `layer/id` of what is found.
    private static func found(_ words: String) async throws -> [String] {
        try await city.value.search.matches(words).map { match in
            switch match.kind {
            case .boundary(let boundary): "\(boundary.layer)/\(boundary.id)"
            case .coordinate: match.name
            }
        }
    }

    @Test(arguments: [
        ("Brooklyn", "borough/BK"),
        ("  bROOKLYN ", "borough/BK"),
        ("brook", "borough/BK"),
        ("the bronx", "borough/BX"),
        ("Bronx", "borough/BX"),
        ("75th Precinct", "police_precinct/75"),
        ("precinct 75", "police_precinct/75"),
        ("75 prec", "police_precinct/75"),
        ("police 75", "police_precinct/75"),
        ("Central Park Precinct", "police_precinct/22"),
        ("queens community district 7", "community_district/407"),
        ("district community 7 queens", "community_district/407"),
        ("407", "community_district/407"),
        ("council district 38", "council_district/38"),
        ("school district 15", "school_district/15"),
        ("Astoria (Central)", "neighborhood/QN0103"),
        ("BK0702", "neighborhood/BK0702"),
        ("11238", "zip_area/11238"),
        ("zip 10003", "zip_area/10003"),
        ("Prospect Park", "community_district/355"),
        ("John F Kennedy", "community_district/483"),
    ])
    func `the best match comes first`(words: String, expected: String) async throws {
        #expect(try await Self.found(words).first == expected)
    }

    @Test(arguments: ["", "   ", ",.-", "xyzzy", "brooklyn xyzzy", "precinct 999", String(repeating: "a", count: 201)])
    func `what is nowhere finds nothing`(words: String) async throws {
        #expect(try await Self.found(words).isEmpty)
    }

    @Test func `there are at most 20, always the same ones`() async throws {
        let first = try await Self.found("district")
        #expect(first.count == PlaceSearch.maximum)
        #expect(try await Self.found("district") == first)
    }

    @Test func `a layer's name alone does not find the whole layer`() async throws {
        #expect(try await Self.found("neighborhood").isEmpty)
    }

    @Test(arguments: [
        ("40.7128, -74.0060", 40.7128, -74.006),
        ("40.7128 -74.0060", 40.7128, -74.006),
        ("40.7128,-74.006", 40.7128, -74.006),
        ("40.7128° N, 74.0060° W", 40.7128, -74.006),
        ("40.7128N 74.006W", 40.7128, -74.006),
        ("74.0060° W 40.7128° N", 40.7128, -74.006),
        ("40.7128 n, 74.006 w", 40.7128, -74.006),
        ("40.7128, −74.006", 40.7128, -74.006),
        ("-74.006, 40.7128", 40.7128, -74.006),
        ("41, -74", 41, -74),
        ("48.2, 16.37", 48.2, 16.37),
    ])
    func `a position is a place`(words: String, latitude: Double, longitude: Double) async throws {
        let matches = try await Self.city.value.search.matches(words)
        let match = try #require(matches.first)
        #expect(matches.count == 1)
        #expect(match.kind == .coordinate)
        #expect(match.point == (try TinyCity.at(latitude, longitude)))
        #expect(match.box.contains(match.point))
    }

    @Test(arguments: ["10001 11201", "40.7", "40.7, x", "91.5, 181.5", "40.7, -74, 3", "N 40.7 W 74.0", "40.7N 41.7N"])
    func `what is no position is none`(words: String) async throws {
        #expect(try await Self.city.value.search.matches(words).allSatisfy { $0.kind != .coordinate })
    }

    @Test(arguments: [
        ("São Tomé", "sao tome"), ("São Tomé", "SÃO TOME"), ("Sa\u{303}o Tomé", "são tomé"), ("O’Hare", "ohare"),
        ("O'Hare", "o’hare"), ("Straße", "strasse"), ("Ørsted", "orsted"), ("Łódź", "lodz"),
        ("Mott Haven-Port", "port mott"),
        ("3rd Ward", "3"), ("東京都", "東京"), ("Ward/7", "ward 7"),
    ])
    func `accents, case and signs do not matter`(name: String, words: String) throws {
        let ring = [
            try TinyCity.at(40, -74), try TinyCity.at(40, -73), try TinyCity.at(41, -73), try TinyCity.at(40, -74),
        ]
        let definition = LayerDefinition(id: "ward", names: [:], file: "", key: "")
        let boundary = Boundary(id: "w", name: name, polygons: [Polygon(shell: ring)])
        let search = PlaceSearch(layers: [BoundaryLayer(definition: definition, version: "1", boundaries: [boundary])])
        #expect(search.matches(words).map(\.name) == [name])
    }

    @Test func `every boundary is found by its name, with a point inside it and a box around it`() async throws {
        let (search, index) = try await Self.city.value
        for layer in index.layers {
            for boundary in layer.boundaries {
                let match = search.matches(boundary.name).first { match in
                    guard case .boundary(let found) = match.kind else { return false }
                    return found.layer == layer.id && found.id == boundary.id
                }
                let place = try #require(match, "\(layer.id) \(boundary.name)")
                #expect(place.box.contains(place.point))
                #expect(index.probe(place.point).hits[layer.id]?.boundary.id == boundary.id, "\(boundary.name)")
            }
        }
    }
}
