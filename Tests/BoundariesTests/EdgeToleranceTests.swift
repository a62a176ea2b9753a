import Boundaries
import Testing

@Suite struct EdgeToleranceTests {
    /// Metres of one step at the tiny city, north and east.
    static let north = 6_371_008.8 * Double.pi / 180 * TinyCity.step
    static let east = TinyCity.at(0, 0.5).metres(to: TinyCity.at(1, 0.5))

    /// The city's west edge is a land border with 10 m, its south edge one with 20 m; everything else is shore.
    static let westBorder = EdgeTolerance.Stretch(
        name: ["en": "West County"],
        metres: 10,
        call: ["en": "Call West County."],
        line: [TinyCity.at(0, -0.01), TinyCity.at(0, 2)]
    )
    static let southBorder = EdgeTolerance.Stretch(
        name: ["en": "South County"],
        metres: 20,
        line: [TinyCity.at(0.01, 0), TinyCity.at(2, 0)]
    )
    static let tolerance = EdgeTolerance(
        outline: "district",
        metres: 250,
        seamMetres: 5,
        stretches: [westBorder, southBorder]
    )

    enum Expected {
        case inside(district: String?, zone: String?, metres: Double)
        case outside(metres: Double?, stretch: EdgeTolerance.Stretch?)
    }

    struct Place: CustomTestStringConvertible {
        let testDescription: String
        let x: Double
        let y: Double
        let expected: Expected

        init(_ description: String, _ x: Double, _ y: Double, _ expected: Expected) {
            testDescription = description
            self.x = x
            self.y = y
            self.expected = expected
        }
    }

    static let places = [
        Place("inside", 0.25, 0.25, .inside(district: "A", zone: "large", metres: 0)),
        Place("9 m over a border of 10 m", -9 / east, 0.5, .inside(district: "A", zone: "large", metres: 9)),
        Place("11 m over a border of 10 m", -11 / east, 0.5, .outside(metres: 11, stretch: westBorder)),
        Place("19 m over a border of 20 m", 1.5, -19 / north, .inside(district: "B", zone: "large", metres: 19)),
        Place("21 m over a border of 20 m", 1.5, -21 / north, .outside(metres: 21, stretch: southBorder)),
        Place("249 m off the shore", 1.75 + 249 / east, 0.5, .inside(district: "B", zone: "large", metres: 249)),
        Place("251 m off the shore", 1.75 + 251 / east, 0.5, .outside(metres: 251, stretch: nil)),
        Place(
            "200 m off an island of the outline",
            3.25,
            0.5 + 200 / north,
            .inside(district: "C", zone: nil, metres: 200)
        ),
        Place(
            "in a lake, 60 m from its edge",
            0.375 + 60 / east,
            0.5,
            .inside(district: "A", zone: "large", metres: 60)
        ),
        Place("3 km beyond a border", -3000 / east, 0.5, .outside(metres: 3000, stretch: westBorder)),
        Place("4.9 km beyond a border", -4900 / east, 0.5, .outside(metres: 4900, stretch: westBorder)),
        Place("5.1 km beyond a border, nobody's neighbour", -5100 / east, 0.5, .outside(metres: 5100, stretch: nil)),
        Place("38 km beyond a border", -38_000 / east, 0.5, .outside(metres: 38_000, stretch: nil)),
        Place("on the other side of the world", 10_000, -10_000, .outside(metres: nil, stretch: nil)),
        Place(
            "4 m inside a gap between layers",
            0.875 + 4 / east,
            1.5,
            .inside(district: "C", zone: "north", metres: 4)
        ),
        Place("6 m inside a gap between layers", 0.875 + 6 / east, 1.5, .inside(district: "C", zone: nil, metres: 0)),
        Place(
            "12 m over, where both borders are in reach and the one of 10 m is nearer",
            -12 / east,
            50 / north,
            .outside(metres: 12, stretch: westBorder)
        ),
    ]

    @Test(arguments: places)
    func `a point off the edge snaps as far as its stretch allows`(place: Place) throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: Self.tolerance)
        let probe = index.probe(TinyCity.at(place.x, place.y))
        switch place.expected {
        case .inside(let district, let zone, let metres):
            #expect(probe.standing == .inside)
            #expect(probe.hits["district"]?.boundary.id == district)
            #expect(probe.hits["zone"]?.boundary.id == zone)
            let farthest = probe.hits.map(\.snappedMetres).max() ?? 0
            #expect(abs(farthest - metres) <= 0.005 * metres)
        case .outside(let metres, let stretch):
            guard case .outside(let found, let beyond) = probe.standing else {
                Issue.record("expected a point outside, found \(probe.standing)")
                return
            }
            #expect(beyond == stretch)
            #expect((found == nil) == (metres == nil))
            #expect(abs((found ?? 0) - (metres ?? 0)) <= 0.005 * (metres ?? 0))
            #expect(probe.hits["district"] == nil)
        }
    }

    @Test func `a layer that reaches over the outline keeps its hit`() throws {
        let wide = TinyCity.layer("wide", [("w", [Polygon(shell: TinyCity.rectangle(-1, -1, 4, 4))])])
        let index = try BoundaryIndex(
            layers: [TinyCity.district, wide],
            tolerance: EdgeTolerance(outline: "district", metres: 50)
        )
        let near = index.probe(TinyCity.at(1.75 + 20 / Self.east, 0.5))
        #expect(near.standing == .inside)
        #expect(near.hits["wide"]?.snappedMetres == 0)
        #expect(abs((near.hits["district"]?.snappedMetres ?? 0) - 20) < 0.1)
        let far = index.probe(TinyCity.at(1.75 + 80 / Self.east, 0.5))
        #expect(far.standing != .inside)
        #expect(far.hits["wide"]?.boundary.id == "w")
    }

    @Test func `a point nearest to a shared vertex lists the boundaries that share it`() throws {
        let layer = TinyCity.layer(
            "pair",
            [
                ("a", [Polygon(shell: TinyCity.rectangle(0, 0, 1, 1))]),
                ("b", [Polygon(shell: TinyCity.rectangle(1, 0, 1.5, 1))]),
            ]
        )
        let index = try BoundaryIndex(layers: [layer], tolerance: EdgeTolerance(outline: "pair", metres: 100))
        let hit = try #require(index.probe(TinyCity.at(1, -50 / Self.north)).hits["pair"])
        #expect(hit.boundary.id == "b")
        #expect(hit.others.map(\.id) == ["a"])
        #expect(abs(hit.snappedMetres - 50) < 0.1)
    }

    @Test func `of two lines in reach the nearer is the stretch`() throws {
        let near = EdgeTolerance.Stretch(name: ["en": "near"], metres: 1, line: line(metresSouth: 20))
        let far = EdgeTolerance.Stretch(name: ["en": "far"], metres: 100, line: line(metresSouth: 120))
        for stretches in [[near, far], [far, near]] {
            let tolerance = EdgeTolerance(outline: "district", metres: 250, stretches: stretches)
            let index = try BoundaryIndex(layers: [TinyCity.district], tolerance: tolerance)
            let standing = index.probe(TinyCity.at(1.5, -50 / Self.north)).standing
            guard case .outside(_, let stretch) = standing else {
                Issue.record("expected a point outside, found \(standing)")
                continue
            }
            #expect(stretch == near)
        }
    }

    @Test(arguments: [(149.0, true), (151.0, false)])
    func `a line counts within the corridor`(metres: Double, isStretch: Bool) throws {
        let border = EdgeTolerance.Stretch(name: ["en": "border"], metres: 1, line: line(metresSouth: metres))
        let tolerance = EdgeTolerance(outline: "district", metres: 250, stretches: [border])
        let index = try BoundaryIndex(layers: [TinyCity.district], tolerance: tolerance)
        let isInside = index.probe(TinyCity.at(1.5, -50 / Self.north)).standing == .inside
        #expect(isInside == !isStretch)
    }

    @Test func `a tolerance that makes no sense is refused`() {
        let short = EdgeTolerance.Stretch(name: ["en": "Nowhere"], metres: 1, line: [TinyCity.at(0, 0)])
        let bad = [
            (EdgeTolerance(outline: "ward", metres: 1), "district, zone, found ward"),
            (EdgeTolerance(outline: "zone", metres: -1), "found -1.0"),
            (EdgeTolerance(outline: "zone", metres: .nan), "found nan"),
            (EdgeTolerance(outline: "zone", metres: 1, seamMetres: .infinity), "at seams"),
            (EdgeTolerance(outline: "zone", metres: 1, stretches: [short]), "line of Nowhere"),
        ]
        for (tolerance, message) in bad {
            let error = #expect(throws: BoundaryError.self) {
                try BoundaryIndex(layers: TinyCity.layers, tolerance: tolerance)
            }
            #expect(error?.description.contains(message) == true)
        }
    }

    private func line(metresSouth metres: Double) -> [Coordinate] {
        [TinyCity.at(-1, -metres / Self.north), TinyCity.at(3, -metres / Self.north)]
    }
}
