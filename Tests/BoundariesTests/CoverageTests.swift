import Foundation
import Testing

@testable import Boundaries

@Suite struct CoverageTests {
    typealias Box = (west: Double, south: Double, east: Double, north: Double)

    /// A layer of rectangles in steps of `TinyCity`, each boundary one or several.
    private static func layer(_ id: String, _ boundaries: [(String, [Box])]) -> BoundaryLayer {
        TinyCity.layer(
            id,
            boundaries.map { name, boxes in
                (name, boxes.map { Polygon(shell: TinyCity.rectangle($0.west, $0.south, $0.east, $0.north)) })
            }
        )
    }

    /// The area between two meridians and two parallels of the ball, in steps: R² Δλ (sin φ₂ − sin φ₁).
    private static func squareMetres(_ box: Box) -> Double {
        let radians = Double.pi / 180
        let (low, high) = (40.5 + box.south * TinyCity.step, 40.5 + box.north * TinyCity.step)
        let width = (box.east - box.west) * TinyCity.step * radians
        return 6_371_008.8 * 6_371_008.8 * width * (sin(high * radians) - sin(low * radians))
    }

    private static func isClose(_ number: Double, _ expected: Double, share: Double = 1e-6) -> Bool {
        abs(number - expected) <= share * abs(expected)
    }

    /// How many steps north a metre is.
    private static let metre = 1 / (111_195.0797 * TinyCity.step)

    private static let city = layer("city", [("all", [(0, 0, 4, 1)])])

    @Test func `a layer that covers its outline once is whole`() async throws {
        let halves = Self.layer("half", [("a", [(0, 0, 1.5, 1)]), ("b", [(1.5, 0, 4, 1)])])
        let coverage = try await Coverage.examine(halves, outline: Self.city)
        #expect(coverage.isWhole)
        #expect(coverage.findings.isEmpty)
        #expect(coverage.coveredShare == 1)
        #expect(Self.isClose(coverage.outlineSquareMetres, Self.squareMetres((0, 0, 4, 1))))
    }

    @Test func `a gap has the area, the width and the neighbours it should`() async throws {
        let layer = Self.layer("ward", [("a", [(0, 0, 1, 1)]), ("b", [(2, 0, 4, 1)]), ("c", [(3, 0, 4, 1)])])
        let coverage = try await Coverage.examine(layer, outline: Self.city)
        let gap = try #require(coverage.findings.first { $0.kind == .gap })
        #expect(coverage.sum(.gap).count == 1)
        #expect(Self.isClose(gap.squareMetres, Self.squareMetres((1, 0, 2, 1))))
        #expect(Self.isClose(coverage.share(gap.squareMetres), 0.25))
        #expect(Self.isClose(coverage.coveredShare, 0.75))
        let width = TinyCity.at(1, 0.5).metres(to: TinyCity.at(2, 0.5))
        #expect(Self.isClose(gap.widthMetres, width, share: 0.03))
        #expect(gap.boundaries == ["a", "b"])
        #expect(gap.isAtEdge)
        #expect(!coverage.isWhole)
        let index = try BoundaryIndex(layers: [layer, Self.city], tolerance: nil)
        let probe = index.probe(gap.place)
        #expect(probe.hits["city"] != nil && probe.hits["ward"] == nil)
        let polygon = try #require(gap.polygons.first)
        #expect(gap.polygons.count == 1)
        #expect(Self.isClose(Boundary(id: "", name: "", polygons: [polygon]).squareMetres, gap.squareMetres))
    }

    @Test func `an overlap is found once for each two, and its area is counted once`() async throws {
        let layer = Self.layer(
            "ward",
            [("a", [(0, 0, 2, 1)]), ("b", [(1.5, 0, 4, 1)]), ("c", [(1.75, 0, 4, 1)])]
        )
        let coverage = try await Coverage.examine(layer, outline: Self.city)
        #expect(coverage.findings.map(\.kind) == [.overlap, .overlap, .overlap])
        #expect(coverage.findings.map(\.boundaries) == [["b", "c"], ["a", "b"], ["a", "c"]])
        let areas: [Box] = [(1.75, 0, 4, 1), (1.5, 0, 2, 1), (1.75, 0, 2, 1)]
        for (finding, box) in zip(coverage.findings, areas) {
            #expect(Self.isClose(finding.squareMetres, Self.squareMetres(box)))
        }
        #expect(Self.isClose(coverage.sum(.overlap).squareMetres, Self.squareMetres((1.5, 0, 4, 1))))
        #expect(coverage.sum(.gap) == Coverage.Sum())
        #expect(!coverage.isWhole)
    }

    @Test(arguments: [(0.98, 1.0, 0), (1.02, 1.0, 1), (4.9, 5.0, 0), (5.1, 5.0, 1), (0.12, 0.1, 1), (0.08, 0.1, 0)])
    func `what is nowhere wider than the tolerance is left out and counted`(
        metres: Double,
        tolerance: Double,
        count: Int
    ) async throws {
        let middle = 0.5 + metres * Self.metre
        let layer = Self.layer("ward", [("a", [(0, 0, 4, 0.5)]), ("b", [(0, middle, 4, 1)])])
        let coverage = try await Coverage.examine(layer, outline: Self.city, toleranceMetres: tolerance)
        let sum = coverage.sum(.gap)
        let area = Self.squareMetres((0, 0.5, 4, middle))
        #expect(sum.count == count && coverage.findings.count == count)
        #expect(sum.thinCount == 1 - count)
        #expect(Self.isClose(sum.squareMetres + sum.thinSquareMetres, area, share: 1e-4))
        #expect(coverage.isWhole == (count == 0))
        if let finding = coverage.findings.first {
            #expect(Self.isClose(finding.widthMetres, metres, share: 0.05))
            #expect(Self.isClose(finding.squareMetres, area, share: 1e-3))
        }
        let overlapping = Self.layer("ward", [("a", [(0, 0, 4, middle)]), ("b", [(0, 0.5, 4, 1)])])
        let overlap = try await Coverage.examine(overlapping, outline: Self.city, toleranceMetres: tolerance)
        #expect(overlap.sum(.overlap).count == count && overlap.sum(.overlap).thinCount == 1 - count)
    }

    @Test func `a thin east-west sliver is measured in metres, not degrees`() async throws {
        // 1.2 m of longitude are as many degrees as 1.58 m of latitude here.
        let metre = 1 / (111_195.0797 * TinyCity.step * cos(40.504 * .pi / 180))
        let layer = Self.layer("ward", [("a", [(0, 0, 2, 1)]), ("b", [(2 + 1.2 * metre, 0, 4, 1)])])
        let strict = try await Coverage.examine(layer, outline: Self.city, toleranceMetres: 1.1)
        let loose = try await Coverage.examine(layer, outline: Self.city, toleranceMetres: 1.3)
        #expect(strict.sum(.gap).count == 1)
        #expect(loose.sum(.gap).count == 0)
    }

    @Test func `wide gaps that hang together by a thread are two`() async throws {
        let thread = 0.4 * Self.metre
        let layer = Self.layer(
            "ward",
            [
                ("north", [(0, 0.5 + thread, 4, 1)]), ("south", [(0, 0, 4, 0.25)]),
                ("middle", [(0.5, 0.25, 3.5, 0.5)]),
            ]
        )
        let coverage = try await Coverage.examine(layer, outline: Self.city)
        #expect(coverage.sum(.gap).count == 2)
        #expect(coverage.sum(.gap).thinCount == 0)
        let thin = Self.squareMetres((0.5, 0.5, 3.5, 0.5 + thread))
        #expect(Self.isClose(coverage.sum(.gap).thinSquareMetres, thin, share: 0.01))
        #expect(coverage.findings.map(\.boundaries) == [["middle", "north", "south"], ["middle", "north", "south"]])
    }

    @Test func `without an outline a lake is a gap, and the water between islands is none`() async throws {
        let coverage = try await Coverage.examine(TinyCity.district, outline: nil)
        #expect(coverage.findings.map(\.kind) == [.gap])
        let lake = try #require(coverage.findings.first)
        #expect(lake.boundaries == ["A"])
        #expect(!lake.isAtEdge)
        #expect(Self.isClose(lake.squareMetres, Self.squareMetres((0.375, 0.375, 0.625, 0.625))))
        let areas: [Box] = [(0, 0, 1.75, 1), (0, 1, 1, 2), (3, 0, 3.5, 0.5)]
        #expect(Self.isClose(coverage.outlineSquareMetres, areas.reduce(0) { $0 + Self.squareMetres($1) }))
    }

    @Test func `a hole of the outline's own layer is no fault, and a gap between its boundaries is one`() async throws {
        let docks = TinyCity.layer(
            "borough",
            [
                (
                    "A",
                    [
                        Polygon(
                            shell: TinyCity.rectangle(0, 0, 1, 1),
                            holes: [TinyCity.rectangle(0.25, 0.25, 0.5, 0.5).reversed()]
                        )
                    ]
                )
            ]
        )
        let drawn = try await Coverage.examine(docks, outline: nil, isOutline: true)
        #expect(drawn.findings.map(\.kind) == [.hole])
        #expect(drawn.isWhole && drawn.coveredShare == 1)
        #expect(Self.isClose(drawn.sum(.hole).squareMetres, Self.squareMetres((0.25, 0.25, 0.5, 0.5))))
        #expect(drawn.sum(.gap).count == 0)
        #expect(try await !Coverage.examine(docks, outline: nil).isWhole)
        let ring = Self.layer(
            "borough",
            [
                ("north", [(0, 0.625, 1, 1)]), ("south", [(0, 0, 1, 0.375)]), ("west", [(0, 0.375, 0.375, 0.625)]),
                ("east", [(0.625, 0.375, 1, 0.625)]),
            ]
        )
        let between = try await Coverage.examine(ring, outline: nil, isOutline: true)
        #expect(between.findings.map(\.kind) == [.gap])
        #expect(!between.isWhole)
    }

    @Test func `an island that no boundary has is a gap of the outline`() async throws {
        let outline = Self.layer("city", [("main", [(0, 0, 1, 1)]), ("island", [(3, 0, 3.5, 0.5)])])
        let layer = Self.layer("ward", [("a", [(0, 0, 1, 1)])])
        let coverage = try await Coverage.examine(layer, outline: outline)
        #expect(coverage.findings.count == 1)
        #expect(coverage.findings.first?.boundaries == [])
        #expect(coverage.findings.first?.isAtEdge == true)
        #expect(Self.isClose(coverage.sum(.gap).squareMetres, Self.squareMetres((3, 0, 3.5, 0.5))))
    }

    @Test func `what lies beyond the outline is told and is no fault`() async throws {
        let layer = Self.layer("ward", [("a", [(0, 0, 2, 1)]), ("b", [(2, 0, 4.5, 1)])])
        let coverage = try await Coverage.examine(layer, outline: Self.city)
        #expect(coverage.isWhole)
        #expect(coverage.findings.map(\.kind) == [.beyond])
        #expect(coverage.findings.first?.boundaries == ["b"])
        #expect(Self.isClose(coverage.sum(.beyond).squareMetres, Self.squareMetres((4, 0, 4.5, 1))))
        #expect(coverage.coveredShare == 1)
    }

    @Test func `a gap across the antimeridian is one, cut in two polygons`() async throws {
        func polygon(_ west: Double, _ east: Double) -> Polygon {
            let corners = [(-17.0, west), (-17, east), (-16.9, east), (-16.9, west), (-17, west)]
            return Polygon(shell: corners.map { TinyCity.coordinate($0.0, $0.1) })
        }
        let city = TinyCity.layer("city", [("all", [polygon(179.9, 180), polygon(-180, -179.9)])])
        let layer = TinyCity.layer("ward", [("a", [polygon(179.9, 179.95)]), ("b", [polygon(-179.95, -179.9)])])
        let coverage = try await Coverage.examine(layer, outline: city)
        let gap = try #require(coverage.findings.first)
        #expect(coverage.findings.count == 1)
        #expect(Self.isClose(coverage.share(gap.squareMetres), 0.5))
        #expect(gap.boundaries == ["a", "b"])
        #expect(gap.polygons.count == 2)
        #expect(abs(gap.place.longitude) > 179.98)
        let longitudes = gap.polygons.map { Set($0.shell.map(\.longitude)) }
        #expect(Set(longitudes) == [[179.95, 180], [-180, -179.95]])
        let whole = TinyCity.layer("ward", [("a", [polygon(179.9, 180), polygon(-180, -179.9)])])
        #expect(try await Coverage.examine(whole, outline: city).findings.isEmpty)
    }

    @Test(arguments: [0, 0.01, -1, 1001, Double.nan, .infinity])
    func `a tolerance that makes no sense is refused`(metres: Double) async {
        await #expect(throws: BoundaryError.self) {
            try await Coverage.examine(TinyCity.district, outline: nil, toleranceMetres: metres)
        }
    }

    @Test func `what cannot be measured is refused`() async {
        let empty = TinyCity.layer("ward", [])
        await #expect(throws: BoundaryError.unmeasurable("expected the layer ward to have boundaries, found none")) {
            try await Coverage.examine(empty, outline: Self.city)
        }
        let huge = Self.layer("ward", [("a", [(0, 0, 1, 4000)])])
        await #expect(throws: BoundaryError.self) { try await Coverage.examine(huge, outline: nil) }
    }

    @Test func `boundaries GEOS cannot overlay are named, and nothing crashes`() async throws {
        #expect(throws: BoundaryError.geometryEngine("boundaries a and b: GEOSIntersection_r: no")) {
            try CoverageExaminer.naming("boundaries a and b") { () throws(BoundaryError) -> Int in
                throw .geometryEngine("GEOSIntersection_r: no")
            }
        }
        // A bow tie, which no reader lets through.
        let bow = Polygon(shell: [
            TinyCity.at(0, 0), TinyCity.at(1, 1), TinyCity.at(1, 0), TinyCity.at(0, 1), TinyCity.at(0, 0),
        ])
        let layer = TinyCity.layer("ward", [("bow", [bow]), ("b", [Polygon(shell: TinyCity.rectangle(0, 0, 1, 1))])])
        do throws(BoundaryError) {
            // GEOS may manage all the same; what matters is that it either does or says so.
            _ = try await Coverage.examine(layer, outline: Self.city)
        } catch {
            #expect(error.description.contains("layer ward"), "\(error)")
        }
    }

    @Test func `New York's 59 districts leave a tenth of it in gaps, and the parks and airports close them`()
        async throws
    {
        let layers = try await NewYorkTests.index.value.layers
        let outline = try #require(layers.first { $0.id == "borough" })
        let all = try #require(layers.first { $0.id == "community_district" })
        // The last two digits of a district's code count up to 18; parks and airports come after.
        let districts = BoundaryLayer(
            definition: all.definition,
            version: all.version,
            boundaries: all.boundaries.filter { Int($0.id.suffix(2)).map { $0 <= 18 } ?? false }
        )
        #expect(districts.boundaries.count == 59)
        let open = try await Coverage.examine(districts, outline: outline)
        // 9.9994 % by plain GEOS in New York's own plane, EPSG:2263.
        let share = open.share(open.sum(.gap).squareMetres + open.sum(.gap).thinSquareMetres)
        #expect(abs(share - 0.099994) < 0.000002)
        #expect(open.sum(.overlap) == Coverage.Sum())
        let parks = ["164", "226", "227", "228", "355", "356", "480", "481", "482", "483", "484", "595"]
        let closed = try await Coverage.examine(all, outline: outline)
        // What remains is where the two files draw the shore differently.
        #expect(closed.share(closed.sum(.gap).squareMetres) < 0.0002)
        #expect(closed.findings.filter { $0.kind == .gap }.allSatisfy { $0.isAtEdge })
        // Every park and airport lies in gaps of the 59, which the 71 close.
        let index = try BoundaryIndex(layers: [all], tolerance: nil)
        let found = Set(open.findings.compactMap { index.probe($0.place).hits[all.id]?.boundary.id })
        #expect(found.isSuperset(of: parks))
        let inParks = open.findings.filter { parks.contains(index.probe($0.place).hits[all.id]?.boundary.id ?? "") }
        let area = inParks.reduce(0) { $0 + $1.squareMetres }
        #expect(area > 0.998 * open.sum(.gap).squareMetres)
    }
}
