/// A picture's width and height in pixels, as it is stored: a camera's turn of it is not counted in.
public struct PictureSize: Sendable, Hashable {
    /// Pixels in a row, at least 1.
    public let width: Int
    /// Rows, at least 1.
    public let height: Int

    /// Creates a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// How many pixels it has.
    public var pixels: Int { width * height }
}

extension PictureSize: CustomStringConvertible {
    /// `4032 × 3024`.
    public var description: String { "\(width) × \(height)" }
}
