/// A bar of a round length, as long as fits.
package struct ScaleBar: Hashable {
    /// A system of measures.
    package enum System {
        /// Metres and kilometres.
        case metric
        /// Feet and miles.
        case american
    }

    /// The bar's length in pixels.
    package let pixels: Int
    /// The length it stands for: `500 m`.
    package let text: String

    /// The longest bar of at most so many pixels.
    package init(_ system: System, metresPerPixel: Double, most: Int) {
        let metres = metresPerPixel * Double(most)
        let (unit, sign): (Double, String) =
            switch system {
            case .metric: metres >= 1000 ? (1000, "km") : (1, "m")
            case .american: metres >= 1609.344 ? (1609.344, "mi") : (0.3048, "ft")
            }
        let length = Self.round(metres / unit)
        pixels = Int((Double(length) * unit / metresPerPixel).rounded())
        text = "\(length) \(sign)"
    }

    /// The greatest of 1, 2, 5, 10, 20 … that is not above a number.
    private static func round(_ number: Double) -> Int {
        var power = 1
        while Double(power) * 10 <= number { power *= 10 }
        return [5, 2].first { Double(power * $0) <= number }.map { power * $0 } ?? power
    }
}
