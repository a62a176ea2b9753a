import Boundaries
import Testing

@Suite struct NeighbourTests {
    @Test func `neighbours come nearest first and leave out what holds the point`() throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        // In A, 0.05 steps (33 m) from B and 0.25 steps (217 m) from C.
        let found = index.neighbours(of: TinyCity.at(0.95, 0.75), in: "district", within: 300)
        #expect(found.map(\.boundary.id) == ["B", "C"])
        #expect(index.neighbours(of: TinyCity.at(0.95, 0.75), in: "district", within: 100).map(\.boundary.id) == ["B"])
        #expect(index.neighbours(of: TinyCity.at(0.95, 0.75), in: "ward", within: 300).isEmpty)
        #expect(index.neighbours(of: TinyCity.at(0.95, 0.75), in: "district", within: -1).isEmpty)
        #expect(index.neighbours(of: TinyCity.at(0.95, 0.75), in: "district", within: .nan).isEmpty)
    }

    @Test func `a point on an edge has neither side as a neighbour`() throws {
        let index = try BoundaryIndex(layers: TinyCity.layers, tolerance: nil)
        #expect(index.neighbours(of: TinyCity.at(1, 0.5), in: "district", within: 100).isEmpty)
        #expect(index.neighbours(of: TinyCity.at(1, 1), in: "district", within: 100).isEmpty)
    }

    @Test func `distances agree with a search along every edge by haversine`() throws {
        let layer = TinyCity.layer("slanted", slanted)
        let index = try BoundaryIndex(layers: [layer], tolerance: nil)
        var random = SplitMix(state: 311)
        var compared = 0
        for _ in 0..<400 {
            let place = TinyCity.at(.random(in: -2...6, using: &random), .random(in: -2...6, using: &random))
            let radius = Double.random(in: 10...3000, using: &random)
            let found = index.neighbours(of: place, in: "slanted", within: radius)
            let holders = index.probe(place).hits["slanted"].map { [$0.boundary.id] + $0.others.map(\.id) } ?? []
            for boundary in layer.boundaries {
                let metres = oracle(place, boundary)
                let entry = found.first { $0.boundary.id == boundary.id }
                if let entry {
                    #expect(abs(entry.metres - metres) <= 0.005 * metres)
                    #expect(!holders.contains(boundary.id))
                    compared += 1
                } else if !holders.contains(boundary.id) {
                    #expect(metres > radius * 0.995)
                }
            }
            #expect(found.map(\.metres) == found.map(\.metres).sorted())
        }
        #expect(compared > 500)
    }

    /// Triangles with no edge along a meridian, and one ring longer than a run of edges.
    private var slanted: [(id: String, polygons: [Polygon])] {
        var boundaries = (0..<6).map { number -> (id: String, polygons: [Polygon]) in
            let x = Double(number % 3) * 1.5
            let y = Double(number / 3) * 1.5
            let shell = [TinyCity.at(x, y), TinyCity.at(x + 1.25, y + 0.25), TinyCity.at(x + 0.5, y + 1.25)]
            return ("t\(number)", [Polygon(shell: shell + [TinyCity.at(x, y)])])
        }
        var saw = (0...100).map { TinyCity.at(Double($0) / 25, $0.isMultiple(of: 2) ? 3.5 : 3.75) }
        saw += [TinyCity.at(4, 4.5), TinyCity.at(0, 4.5), saw[0]]
        boundaries.append(("saw", [Polygon(shell: saw)]))
        return boundaries
    }

    /// The least haversine distance to any point of any edge, found by narrowing down each edge.
    private func oracle(_ place: Coordinate, _ boundary: Boundary) -> Double {
        var least = Double.infinity
        for polygon in boundary.polygons {
            for (start, end) in zip(polygon.shell, polygon.shell.dropFirst()) {
                func metres(_ share: Double) -> Double {
                    let latitude = start.latitude + share * (end.latitude - start.latitude)
                    let longitude = start.longitude + share * (end.longitude - start.longitude)
                    guard let point = try? Coordinate(latitude: latitude, longitude: longitude) else {
                        return .infinity
                    }
                    return place.metres(to: point)
                }
                var low = 0.0
                var high = 1.0
                for _ in 0..<50 {
                    let third = (high - low) / 3
                    if metres(low + third) < metres(high - third) { high -= third } else { low += third }
                }
                least = min(least, metres(low))
            }
        }
        return least
    }
}
