/// Which side of a line a point lies on, without rounding deciding it.
///
/// The sign of the cross product is taken from plain doubles where they are sure of it (Shewchuk's error bound) and
/// from double-double numbers of 106 bits where they are not; GEOS does the same, so the two agree on every point.
enum Orientation {
    /// Positive when `point` lies left of the line from `start` to `end`, negative when right, 0 on it; x is longitude.
    static func side(
        startX: Double,
        startY: Double,
        endX: Double,
        endY: Double,
        pointX: Double,
        pointY: Double
    ) -> Int {
        let left = (startX - pointX) * (endY - pointY)
        let right = (startY - pointY) * (endX - pointX)
        let determinant = left - right
        let bound = 1e-15 * (abs(left) + abs(right))
        if determinant > bound { return 1 }
        if determinant < -bound { return -1 }
        let exact =
            DoubleDouble(difference: endX, startX) * DoubleDouble(difference: pointY, endY)
            - DoubleDouble(difference: endY, startY) * DoubleDouble(difference: pointX, endX)
        return exact.high > 0 ? 1 : (exact.high < 0 ? -1 : (exact.low > 0 ? 1 : (exact.low < 0 ? -1 : 0)))
    }
}

/// A number as the exact sum of two doubles.
private struct DoubleDouble {
    let high: Double
    let low: Double

    init(high: Double, low: Double) {
        self.high = high
        self.low = low
    }

    /// The exact sum (Knuth's two-sum).
    init(sum first: Double, _ second: Double) {
        high = first + second
        let part = high - first
        low = (first - (high - part)) + (second - part)
    }

    /// The exact difference.
    init(difference first: Double, _ second: Double) {
        self.init(sum: first, -second)
    }

    static func * (first: DoubleDouble, second: DoubleDouble) -> DoubleDouble {
        let product = first.high * second.high
        let error = (-product).addingProduct(first.high, second.high)
        return DoubleDouble(sum: product, error + (first.high * second.low + first.low * second.high))
    }

    static func - (first: DoubleDouble, second: DoubleDouble) -> DoubleDouble {
        let high = DoubleDouble(sum: first.high, -second.high)
        let low = DoubleDouble(sum: first.low, -second.low)
        let sum = DoubleDouble(sum: high.high, high.low + low.high)
        return DoubleDouble(sum: sum.high, sum.low + low.low)
    }
}
