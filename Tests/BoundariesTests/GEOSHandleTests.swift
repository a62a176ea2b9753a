import Testing

@testable import Boundaries

/// What happens when GEOS refuses, and that nothing is freed twice or kept; run under a leak checker these mean more.
@Suite struct GEOSHandleTests {
    static let square = TinyCity.rectangle(0, 0, 1, 1)
    static let open = Array(TinyCity.rectangle(0, 0, 1, 1).dropLast()) + [TinyCity.at(0.5, 0.5)]

    @Test(arguments: [
        [Polygon(shell: open)],
        [Polygon(shell: square, holes: [square, open])],
        [Polygon(shell: square), Polygon(shell: square, holes: [open]), Polygon(shell: square)],
    ])
    func `an open ring is refused with the function and what GEOS said`(polygons: [Polygon]) throws {
        let context = try GEOSContext()
        let error = #expect(throws: BoundaryError.self) { try GeometryHandle(polygons: polygons, context: context) }
        let description = try #require(error).description
        #expect(description.contains("GEOSGeom_createLinearRing_r"))
        #expect(description.contains("closed"))
    }

    @Test(arguments: [[], [TinyCity.at(0, 0)], [TinyCity.at(0, 0), TinyCity.at(1, 0), TinyCity.at(0, 0)]])
    func `a ring too short for GEOS never reaches it`(ring: [Coordinate]) throws {
        let context = try GEOSContext()
        let error = #expect(throws: BoundaryError.self) {
            try GeometryHandle(polygons: [Polygon(shell: Self.square, holes: [ring])], context: context)
        }
        #expect(error?.description.contains("at least 4 positions, found \(ring.count)") == true)
    }

    @Test func `an error's text belongs to the call that made it`() throws {
        let context = try GEOSContext()
        #expect(throws: BoundaryError.self) {
            try GeometryHandle(polygons: [Polygon(shell: Self.open)], context: context)
        }
        #expect(context.failure("later") == .geometryEngine("later: failed without a message"))
        #expect(throws: BoundaryError.geometryEngine("count: failed without a message")) {
            try context.succeed("count") { _ in 0 }
        }
        #expect(throws: BoundaryError.geometryEngine("ask: failed without a message")) {
            try context.predicate("ask") { _ in 2 }
        }
    }

    @Test func `a prepared geometry outlives everyone else's interest in its geometry`() throws {
        func prepare() throws -> PreparedHandle {
            let context = try GEOSContext()
            return try PreparedHandle(GeometryHandle(polygons: [Polygon(shell: Self.square)], context: context))
        }
        let prepared = try prepare()
        let context = prepared.geometry.context
        #expect(try prepared.intersects(GeometryHandle(point: TinyCity.at(0.5, 0.5), context: context)))
        #expect(try !prepared.intersects(GeometryHandle(point: TinyCity.at(1.5, 0.5), context: context)))
    }

    @Test func `the tree gives every number back, the first too`() throws {
        let context = try GEOSContext()
        let squares = try (0..<100).map { number in
            let x = Double(number % 10) * 2
            let y = Double(number / 10) * 2
            let shell = TinyCity.rectangle(x, y, x + 1, y + 1)
            return try GeometryHandle(polygons: [Polygon(shell: shell)], context: context)
        }
        let tree = try TreeHandle(squares, context: context)
        for number in 0..<100 {
            let place = TinyCity.at(Double(number % 10) * 2 + 0.5, Double(number / 10) * 2 + 0.5)
            #expect(try tree.candidates(for: GeometryHandle(point: place, context: context)) == [number])
        }
        let all = try GeometryHandle(polygons: [Polygon(shell: TinyCity.rectangle(-1, -1, 30, 30))], context: context)
        #expect(tree.candidates(for: all).sorted() == Array(0..<100))
    }

    @Test func `an index refuses boundaries whose rings are open`() {
        let layer = TinyCity.layer("bad", [("a", [Polygon(shell: Self.open)])])
        #expect(throws: BoundaryError.self) { try BoundaryIndex(layers: [layer], tolerance: nil) }
    }
}
