import Foundation
import Testing

@testable import Boundaries

@Suite struct CityPlaneTests {
    private static func plane(_ corners: [(latitude: Double, longitude: Double)]) throws -> CityPlane {
        try CityPlane(around: corners.map { TinyCity.coordinate($0.latitude, $0.longitude) })
    }

    @Test func `a place comes back from the map as it went`() throws {
        let plane = try Self.plane([(40.45, -74.3), (40.95, -73.65)])
        for (latitude, longitude) in [(40.45, -74.3), (40.7127, -74.0059), (40.95, -73.65)] {
            let place = TinyCity.coordinate(latitude, longitude)
            let back = plane.coordinate(plane.point(place))
            #expect(place.metres(to: back) < 0.001)
        }
    }

    @Test func `lengths on the map are those on the ground within 2 percent`() throws {
        let plane = try Self.plane([(40.45, -74.3), (40.95, -73.65)])
        for (latitude, longitude) in [(40.46, -74.0), (40.7, -74.2), (40.94, -73.7)] {
            let place = TinyCity.coordinate(latitude, longitude)
            for (north, east) in [(0.001, 0.0), (0.0, 0.001)] {
                let other = TinyCity.coordinate(latitude + north, longitude + east)
                let (from, to) = (plane.point(place), plane.point(other))
                let metres = hypot(to.x - from.x, to.y - from.y)
                #expect(abs(metres / place.metres(to: other) - 1) < CityPlane.distortion)
            }
        }
    }

    @Test func `a city across the antimeridian is one piece`() throws {
        let plane = try Self.plane([(-17, 179.9), (-16.9, 180), (-16.9, -180), (-17, -179.9)])
        let west = plane.point(TinyCity.coordinate(-17, 179.99))
        let east = plane.point(TinyCity.coordinate(-17, -179.99))
        let degrees = 0.02 * 111_195.08
        #expect(abs((east.x - west.x) / (degrees * cos(16.95 * .pi / 180)) - 1) < 0.001)
        #expect(plane.coordinate(east).longitude == -179.99)
        #expect(plane.coordinate(west).longitude == 179.99)
    }

    @Test(arguments: [
        [(10.0, 0.0), (60.0, 1.0)], [(89.0, 0.0), (90.0, 1.0)], [(0.0, -100.0), (0.0, 0.0), (0.0, 100.0)],
    ])
    func `what is no city is refused with where it lies`(corners: [(Double, Double)]) throws {
        let error = #expect(throws: BoundaryError.self) {
            try CityPlane(around: corners.map { TinyCity.coordinate($0.0, $0.1) })
        }
        let (south, north) = (corners[0].0, corners[corners.count - 1].0)
        #expect(error?.description.contains("from \(south) to \(north) north") == true)
    }

    @Test func `nothing has no map`() {
        #expect(throws: BoundaryError.unmeasurable("expected boundaries to measure, found none")) {
            try CityPlane(around: [])
        }
    }

    @Test func `for a drawing a map may be larger than a city`() throws {
        let corners = [TinyCity.coordinate(-35, 5), TinyCity.coordinate(70, 40)]
        #expect(throws: BoundaryError.self) { try CityPlane(around: corners) }
        let plane = try CityPlane(drawing: corners)
        for corner in corners {
            let point = plane.point(corner)
            #expect(point.x.isFinite && point.y.isFinite)
            #expect(plane.coordinate(point).metres(to: corner) < 0.01)
        }
        #expect(throws: BoundaryError.self) { try CityPlane(drawing: [Coordinate]()) }
    }
}
