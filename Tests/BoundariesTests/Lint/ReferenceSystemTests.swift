import Testing

@testable import Boundaries

@Suite struct ReferenceSystemTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let code: Int
        let x: Double
        let y: Double
        let latitude: Double
        let longitude: Double
        var testDescription: String { "EPSG:\(code)" }
    }

    // The corners of the city's own files, whose places everybody can look up.
    static let places = [
        Case(code: 2263, x: 984_000, y: 196_000, latitude: 40.7047, longitude: -74.0008),
        Case(code: 3857, x: -8_238_310, y: 4_970_071, latitude: 40.7128, longitude: -74.0060),
        Case(code: 32618, x: 583_960, y: 4_507_523, latitude: 40.7128, longitude: -74.0060),
        Case(code: 27700, x: 530_034, y: 180_381, latitude: 51.5073, longitude: -0.1276),
        Case(code: 2154, x: 652_469, y: 6_862_035, latitude: 48.8566, longitude: 2.3522),
    ]

    @Test(arguments: places)
    func `numbers become the place they mean`(place: Case) throws {
        let system = try #require(ReferenceSystem.known(code: place.code))
        let found = try #require(system.position(place.x, place.y))
        // Datums differ by up to a few hundred metres.
        let expected = try Coordinate(latitude: place.latitude, longitude: place.longitude)
        #expect(found.metres(to: expected) < 300, "found \(found)")
    }

    @Test(arguments: places)
    func `with the extent of the city there is one guess`(place: Case) throws {
        let low = try Coordinate(latitude: place.latitude - 0.3, longitude: place.longitude - 0.3)
        let high = try Coordinate(latitude: place.latitude + 0.3, longitude: place.longitude + 0.3)
        let guesses = ReferenceSystem.guesses(
            x: (place.x - 5000)...(place.x + 5000),
            y: (place.y - 5000)...(place.y + 5000),
            extent: BoundingBox(low, high)
        )
        #expect(guesses.map(\.code) == [place.code])
    }

    @Test func `every known map puts the middle of its area where that is`() throws {
        #expect(ReferenceSystem.known.count == ReferenceSystem.table.split(separator: "\n").count)
        for system in ReferenceSystem.known {
            // Walked to from outside: the numbers of the middle are searched for by halving.
            let middle = SIMD2((system.area.x + system.area.z) / 2, (system.area.y + system.area.w) / 2)
            var x = 0.0
            var y = 0.0
            for _ in 0..<60 {
                let place = try #require(system.position(x, y), "\(system.title)")
                let perDegree = 111_195 / system.unit.rawValue
                x += (middle.x - place.longitude) * perDegree * 0.5
                y += (middle.y - place.latitude) * perDegree * 0.5
            }
            let found = try #require(system.position(x, y))
            #expect(abs(found.longitude - middle.x) < 0.01 && abs(found.latitude - middle.y) < 0.01, "\(system.title)")
            #expect(x > 0 && y > 0, "\(system.title): \(x), \(y)")
            #expect(system.holds(x, y))
        }
    }

    @Test(arguments: [
        ("urn:ogc:def:crs:EPSG::2263", 2263), ("EPSG:3857", 3857),
        ("http://www.opengis.net/def/crs/EPSG/0/32618", 32618),
        ("http://www.opengis.net/gml/srs/epsg.xml#27700", 27700),
    ])
    func `a name says its number`(name: String, code: Int) {
        #expect(ReferenceSystem.code(named: name) == code)
    }

    @Test(arguments: ["urn:ogc:def:crs:OGC:1.3:CRS84", "", "EPSG:", "EPSG:99999999999999999999", "ESRI:102718"])
    func `a name without a number of the register has none`(name: String) {
        #expect(ReferenceSystem.code(named: name) == nil)
    }

    @Test func `numbers of a zone of UTM say that the place decides`() {
        let words = ReferenceSystem.words(x: 583_000...584_000, y: 4_507_000...4_508_000, extent: nil)
        #expect(words.contains("UTM"))
    }

    @Test func `no number is too wild to be guessed at`() {
        for number in [0, -1e300, 1e300, 1e-300, 1e8, -5e7] {
            _ = ReferenceSystem.guesses(x: number...number, y: number...number, extent: nil)
            _ = ReferenceSystem.guesses(x: number...number, y: number...number, extent: LintCase.newYork)
        }
    }
}
