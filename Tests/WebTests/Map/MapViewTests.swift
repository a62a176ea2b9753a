import Boundaries
import GeoReport
import Testing

@testable import Web

@Suite struct MapViewTests {
    private static func at(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
        try Coordinate(latitude: latitude, longitude: longitude)
    }

    private static var extent: BoundingBox {
        get throws { BoundingBox(try at(40.5, -74.25), try at(40.9, -73.7)) }
    }

    @Test(arguments: MapView.zooms)
    func `a pixel's place is at that pixel`(zoom: Int) throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: zoom, width: 608, height: 432)
        for x in stride(from: 0.0, through: 608, by: 76) {
            for y in stride(from: 0.0, through: 432, by: 54) {
                let pixel = view.pixel(of: view.coordinate(x: x, y: y))
                #expect(abs(pixel.x - x) < 1e-3)
                #expect(abs(pixel.y - y) < 1e-3)
            }
        }
        #expect(view.pixel(of: view.centre) == SIMD2(304, 216))
    }

    @Test func `a place's pixel gives the place again`() throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 16, size: .narrow)
        for step in 0..<100 {
            let place = try Self.at(40.70 + Double(step) * 0.0003, -74.02 + Double(step) * 0.0003)
            let pixel = view.pixel(of: place)
            #expect(view.coordinate(x: pixel.x, y: pixel.y).metres(to: place) < 0.001)
        }
    }

    @Test func `a pixel is as many metres as the view says`() throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 15, size: .narrow)
        let (west, east) = (view.coordinate(x: 94, y: 144), view.coordinate(x: 194, y: 144))
        // The scale is the ellipsoid's, the distance the ball's.
        #expect(abs(west.metres(to: east) / (100 * view.metresPerPixel) - 1) < 0.002)
    }

    @Test(arguments: [
        (0, 0, 144.0, 144.0), (1, 0, 1, 0), (0, 1, 0, 1), (143, 145, 143, 145), (288, 288, 288, 288),
    ])
    func `a click is a place, and nothing clicked is the middle`(x: Int, y: Int, atX: Double, atY: Double) throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 14, size: .narrow)
        let chosen = try #require(view.chosen(x: x, y: y))
        #expect(chosen.metres(to: view.coordinate(x: atX, y: atY)) < 0.1)
    }

    @Test(arguments: [(-1, 5), (289, 5), (5, 289), (5, -1), (Int.max, Int.min)])
    func `a click beside the picture is none`(x: Int, y: Int) throws {
        #expect(MapView(centre: try Self.at(40.7, -74), zoom: 14, size: .narrow).chosen(x: x, y: y) == nil)
    }

    @Test(arguments: [
        (MapStep.north, MapStep.south), (.south, .north), (.east, .west), (.west, .east), (.closer, .farther),
    ])
    func `a step and the one back end where they began`(step: MapStep, back: MapStep) throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 14, size: .wide)
        let there = view.after(step, within: try Self.extent)
        #expect(there != view)
        let again = there.after(back, within: try Self.extent)
        #expect(again.zoom == view.zoom)
        #expect(again.centre.metres(to: view.centre) < 0.5)
    }

    @Test func `a step is half a picture`() throws {
        let view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 14, size: .narrow)
        let pixel = view.pixel(of: view.after(.north, within: try Self.extent).centre)
        #expect(abs(pixel.x - 144) < 0.1 && abs(pixel.y) < 0.1)
        let east = view.pixel(of: view.after(.east, within: try Self.extent).centre)
        #expect(abs(east.x - 288) < 0.1 && abs(east.y - 144) < 0.1)
    }

    @Test(arguments: MapStep.allCases)
    func `steps end at the city's edge and at the last zoom level`(step: MapStep) throws {
        let extent = try Self.extent
        var view = MapView(centre: try Self.at(40.7128, -74.006), zoom: 12, size: .narrow)
        for _ in 0..<200 { view = view.after(step, within: extent) }
        #expect(extent.contains(view.centre))
        #expect(!view.canStep(step, within: extent))
        #expect(view.after(step, within: extent) == view)
    }

    @Test(arguments: MapSize.allCases)
    func `a view of a box shows all of it, and one closer does not`(size: MapSize) throws {
        let extent = try Self.extent
        let view = MapView(showing: extent, width: size.width, height: size.height)
        for corner in [try Self.at(extent.south, extent.west), try Self.at(extent.north, extent.east)] {
            #expect(view.box.contains(corner))
        }
        let closer = MapView(centre: view.centre, zoom: view.zoom + 1, size: size)
        #expect(!closer.box.contains(try Self.at(extent.south, extent.west)))
        let point = BoundingBox(view.centre, view.centre)
        #expect(MapView(showing: point, width: size.width, height: size.height).zoom == 16)
    }

    @Test func `views at the ends of the world hold`() throws {
        for (latitude, longitude) in [(90.0, 180.0), (-90, -180), (0, 180)] {
            for zoom in MapView.zooms {
                let view = MapView(centre: try Self.at(latitude, longitude), zoom: zoom, size: .wide)
                for step in MapStep.allCases { _ = view.after(step, within: view.box) }
                #expect(view.chosen(x: 500, y: 400) != nil)
            }
        }
    }

    @Test(arguments: [
        ("point.x=12&point.y=34", MapSize.narrow, 12, 34), ("point-wide.x=600&point-wide.y=1", .wide, 600, 1),
        ("point.x=0&point.y=0", .narrow, 0, 0), ("zoom=3&point-wide.x=7&point-wide.y=8", .wide, 7, 8),
    ])
    func `an image input's click is read with its size`(query: String, size: MapSize, x: Int, y: Int) throws {
        let pick = try #require(MapPick(try FormParameters(decoding: query.utf8)))
        #expect(pick.size == size)
        #expect((pick.x, pick.y) == (x, y))
    }

    @Test(arguments: ["", "point.x=1", "point.x=a&point.y=2", "point.x=1.5&point.y=2", "pointx=1&pointy=2"])
    func `no click is none`(query: String) throws {
        #expect(MapPick(try FormParameters(decoding: query.utf8)) == nil)
    }
}
