import Testing

@testable import Boundaries

@Suite struct EdgeTableTests {
    @Test func `runs are short, complete and inside their boxes`() throws {
        let ring = (0..<100).map { TinyCity.at(Double($0), Double($0 % 7)) }
        let boundary = Boundary(
            id: "a",
            name: "a",
            polygons: [Polygon(shell: ring + [ring[0]], holes: [ring.reversed()])]
        )
        let table = EdgeTable([boundary])
        #expect(table.spans == [0..<8])
        #expect(table.runs.reduce(0) { $0 + $1.edges.count } == 100 + 99)
        for run in table.runs {
            #expect(run.edges.count <= EdgeTable.edgesInRun)
            for vertex in run.edges.lowerBound...run.edges.upperBound {
                #expect(run.box.contains(latitude: table.latitudes[vertex], longitude: table.longitudes[vertex]))
            }
        }
    }

    /// Slanted edges whose points are not doubles: the hardest places to agree on.
    @Test func `the edges' own containment agrees with GEOS on vertices, edges and everything between`() throws {
        var random = SplitMix(state: 2026)
        let shell = (0..<60).map { step -> Coordinate in
            let angle = Double(step) * .pi / 30
            let radius = Double.random(in: 0.5...3, using: &random)
            return TinyCity.at(radius * sine(angle + .pi / 2), radius * sine(angle))
        }
        let star = Boundary(id: "star", name: "star", polygons: [Polygon(shell: shell + [shell[0]])])
        let lane = try GEOSLane([star])
        let table = EdgeTable([star])
        var places = shell
        for (start, end) in zip(shell, shell.dropFirst()) {
            for share in [0.5, 0.25, 1.0 / 3, 0.9] {
                let latitude = start.latitude + share * (end.latitude - start.latitude)
                let longitude = start.longitude + share * (end.longitude - start.longitude)
                places.append(TinyCity.coordinate(latitude, longitude))
                places.append(TinyCity.coordinate(latitude.nextUp, longitude))
                places.append(TinyCity.coordinate(latitude, longitude.nextDown))
            }
            // Level with a vertex: the ray meets it.
            places.append(TinyCity.coordinate(start.latitude, -74))
            places.append(TinyCity.coordinate(start.latitude, -75))
        }
        for _ in 0..<2000 {
            places.append(TinyCity.at(.random(in: -3...3, using: &random), .random(in: -3...3, using: &random)))
        }
        let held = places.filter { table.holds($0, boundary: 0) }
        #expect(held == places.filter { lane.boundaries(holding: $0) == [0] })
        #expect(held.count > 200)
        #expect(held.count < places.count - 200)
    }

    @Test func `a level edge holds its points and no others`() {
        let table = EdgeTable([TinyCity.district.boundaries[1]])
        #expect(table.holds(TinyCity.at(1.25, 0), boundary: 0))
        #expect(table.holds(TinyCity.at(1.25, 1), boundary: 0))
        #expect(!table.holds(TinyCity.at(0.5, 0), boundary: 0))
        #expect(!table.holds(TinyCity.at(2, 1), boundary: 0))
    }

    /// A sine good enough to draw a star, so that no C library is needed here.
    private func sine(_ angle: Double) -> Double {
        var rest = angle.remainder(dividingBy: 2 * .pi)
        if rest > .pi / 2 { rest = .pi - rest }
        if rest < -.pi / 2 { rest = -.pi - rest }
        let square = rest * rest
        return rest * (1 - square / 6 * (1 - square / 20 * (1 - square / 42)))
    }
}
