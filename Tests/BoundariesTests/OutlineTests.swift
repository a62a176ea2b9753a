import Foundation
import Testing

@testable import Boundaries

@Suite struct OutlineTests {
    private static func layer(_ boxes: [(String, Double, Double, Double, Double)]) -> BoundaryLayer {
        TinyCity.layer(
            "city",
            boxes.map { id, west, south, east, north in
                (id, [Polygon(shell: TinyCity.rectangle(west, south, east, north))])
            }
        )
    }

    @Test func `inner borders go, and what lies apart stays`() throws {
        let outline = try Outline(of: Self.layer([("a", 0, 0, 1, 1), ("b", 1, 0, 2, 1), ("c", 5, 0, 6, 1)]))
        #expect(outline.polygons.count == 2)
        #expect(outline.toleranceMetres == 50)
        for polygon in outline.polygons {
            #expect(polygon.shell.count == 5)
            #expect(polygon.holes.isEmpty)
            #expect(polygon.isClosed)
        }
    }

    @Test func `a hole of the city is one of its outline, and one that nobody sees is not`() throws {
        let around: [(String, Double, Double, Double, Double)] = [
            ("south", 0, 0, 3, 1), ("north", 0, 2, 3, 3), ("west", 0, 1, 1, 2), ("east", 2, 1, 3, 2),
        ]
        let outline = try Outline(of: Self.layer(around))
        #expect(outline.polygons.map(\.holes.count) == [1])
        let coarse = try Outline(of: Self.layer(around), toleranceMetres: 200_000)
        #expect(coarse.polygons.count == 1)
        #expect(coarse.polygons[0].holes.isEmpty)
    }

    @Test func `a ragged edge is drawn with few positions, within the tolerance that is told`() throws {
        let centre = (latitude: 40.7, longitude: -73.9)
        var shell = try (0..<5000).map { step in
            let angle = Double(step) / 5000 * 2 * Double.pi
            // A circle of about 11 km with a tremor of 40 m.
            let radius = 0.1 + (step.isMultiple(of: 2) ? 0.0002 : -0.0002)
            return try Coordinate(
                latitude: centre.latitude + radius * sin(angle),
                longitude: centre.longitude + radius * cos(angle)
            )
        }
        shell.append(shell[0])
        let layer = TinyCity.layer("city", [("all", [Polygon(shell: shell)])])
        let outline = try Outline(of: layer, toleranceMetres: 50, maximumPositions: 100)
        let drawn = try #require(outline.polygons.first).shell
        #expect(outline.polygons.count == 1)
        #expect((4...100).contains(drawn.count))
        for position in shell {
            let nearest = zip(drawn, drawn.dropFirst()).map { Self.metres(from: position, to: $0, $1) }.min()
            #expect(try #require(nearest) <= outline.toleranceMetres + 1)
        }
        let coarser = try Outline(of: layer, toleranceMetres: 50, maximumPositions: 10)
        #expect(coarser.toleranceMetres > outline.toleranceMetres)
        #expect(coarser.polygons[0].shell.count <= 10)
    }

    private static func metres(from point: Coordinate, to start: Coordinate, _ end: Coordinate) -> Double {
        let north = 111_195.08, east = 111_195.08 * cos(point.latitude * .pi / 180)
        let (x, y) = ((start.longitude - point.longitude) * east, (start.latitude - point.latitude) * north)
        let (dx, dy) = ((end.longitude - start.longitude) * east, (end.latitude - start.latitude) * north)
        let share = max(0, min(1, -(x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12)))
        return ((x + share * dx) * (x + share * dx) + (y + share * dy) * (y + share * dy)).squareRoot()
    }
}
