import Boundaries
import Testing

@Suite struct BeyondTests {
    @Test(
        arguments: [
            // In A, beside B: straight over the edge, from near and far, and from a point on it.
            (0.99, 0.5, "B"), (0.5, 0.5, "B"), (1, 0.5, "B"),
            // Where all three meet, and beyond the corner of a boundary that is farther away.
            (1, 1, "B"), (0.99, 0.99, "C"), (1.9, 0.9, "B"), (3, 0.5, "A"),
        ] as [(Double, Double, String)]
    )
    func `a position beyond an edge is a few metres within the boundary`(x: Double, y: Double, id: String) throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        let start = TinyCity.at(x, y)
        let boundary = try #require(index.reference(layer: "district", id: id))
        let edge = try #require(index.nearestPoint(in: boundary, to: start))
        let beyond = try #require(index.position(beyondEdgeOf: boundary, from: start))
        let hit = try #require(index.probe(beyond).hits["district"])
        #expect(hit.boundary.id == id && !hit.isAmbiguous)
        let metres = edge.metres(to: beyond)
        #expect(0.9...8.1 ~= metres, "\(metres)")
        if let neighbour = index.neighbours(of: start, in: "district", within: 5000).first(where: {
            $0.boundary.id == id
        }) {
            #expect(abs(neighbour.metres - start.metres(to: edge)) < 0.01)
        }
    }

    @Test func `without such a boundary there is nothing beyond`() throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        let other = Boundary.Reference(layer: "district", id: "Z", name: "Z", properties: [:])
        #expect(index.nearestPoint(in: other, to: TinyCity.at(1, 1)) == nil)
        #expect(index.position(beyondEdgeOf: other, from: TinyCity.at(1, 1)) == nil)
    }
}
