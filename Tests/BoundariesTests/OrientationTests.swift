import Testing

@testable import Boundaries

@Suite struct OrientationTests {
    @Test func `the side is left, right or on the line`() {
        #expect(side(0, 0, 10, 10, 0, 1) == 1)
        #expect(side(0, 0, 10, 10, 1, 0) == -1)
        #expect(side(0, 0, 10, 10, 3, 3) == 0)
        #expect(side(10, 10, 0, 0, 0, 1) == -1)
    }

    /// Kettner and others, "Classroom examples of robustness problems": plain doubles get this grid wrong.
    @Test func `points a rounding error off the line are on their own side`() {
        let step = 0.5.ulp
        for row in 0..<64 {
            for column in 0..<64 {
                let x = 0.5 + Double(column) * step
                let y = 0.5 + Double(row) * step
                #expect(side(12, 12, 24, 24, x, y) == (row > column ? 1 : row < column ? -1 : 0))
            }
        }
    }

    private func side(
        _ startX: Double,
        _ startY: Double,
        _ endX: Double,
        _ endY: Double,
        _ x: Double,
        _ y: Double
    ) -> Int {
        Orientation.side(startX: startX, startY: startY, endX: endX, endY: endY, pointX: x, pointY: y)
    }
}
