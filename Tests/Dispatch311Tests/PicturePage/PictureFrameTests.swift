import Boundaries
import Testing

@testable import dispatch311

@Suite struct PictureFrameTests {
    private static let box = PlaneBox(west: -1000, south: -500, east: 1000, north: 500)

    @Test func `a box fills the width within its margin, north up`() {
        let frame = PictureFrame(around: Self.box, width: 220, most: 400, margin: 10)
        #expect(frame.metresPerPixel == 10)
        #expect(frame.height == 120)
        #expect(frame.pixel(PlanePoint(x: -1000, y: 500)) == SIMD2(10, 10))
        #expect(frame.pixel(PlanePoint(x: 1000, y: -500)) == SIMD2(210, 110))
    }

    @Test func `a tall box is fitted by its height`() {
        let tall = PlaneBox(west: 0, south: 0, east: 10, north: 1000)
        let frame = PictureFrame(around: tall, width: 200, most: 100, margin: 0)
        #expect(frame.height == 100)
        #expect(frame.metresPerPixel == 10)
        #expect(frame.pixel(PlanePoint(x: 5, y: 500)) == SIMD2(100, 50))
    }

    @Test func `a box of no size has a picture`() {
        let point = PlaneBox(west: 5, south: 5, east: 5, north: 5)
        let frame = PictureFrame(around: point, width: 200, most: 100, margin: 4)
        #expect(frame.metresPerPixel > 0)
        #expect(abs(frame.pixel(PlanePoint(x: 5, y: 5)).x - 100) < 0.001)
    }

    @Test func `what lies elsewhere is not drawn, and what lies far beyond breaks nothing`() {
        let plane = { (west: Double, east: Double) in
            [PlanePoint(x: west, y: -1e12), PlanePoint(x: east, y: -1e12), PlanePoint(x: east, y: 1e12)]
        }
        let frame = PictureFrame(around: Self.box, width: 220, most: 400, margin: 10)
        #expect(frame.rings(of: PlaneShape(rings: [plane(2000, 3000)])).isEmpty)
        let across = frame.rings(of: PlaneShape(rings: [plane(-1e12, 1e12)]))
        #expect(across.count == 1)
        #expect(across.joined().allSatisfy { (-100...2400).contains($0.x) && (-100...2400).contains($0.y) })
        #expect(frame.rings(of: PlaneShape(rings: [])).isEmpty)
    }
}
