/// A QR code (ISO/IEC 18004): a text as a square that a telephone's camera reads.
public struct QRCode: Sendable, Hashable {
    /// How many modules a side has, without the margin.
    public let side: Int
    /// Rows from the top, each from the left; true is dark.
    public let rows: [[Bool]]

    /// Takes the modules; nil for what no QR code can be: no square, or of no version's size.
    public init?(rows: [[Bool]]) {
        side = rows.count
        // Versions 1 to 40.
        guard (21...177).contains(side), side % 4 == 1, rows.allSatisfy({ $0.count == rows.count }) else { return nil }
        self.rows = rows
    }

    /// The light margin that a reader needs around it, in modules.
    public static let margin = 4

    /// The dark modules as an SVG path, a module being one unit, from the corner of the code without its margin.
    public var path: String {
        var path = ""
        for (y, row) in rows.enumerated() {
            var x = 0
            while x < side {
                guard row[x] else {
                    x += 1
                    continue
                }
                let end = row[x...].firstIndex(of: false) ?? side
                path += "M\(x) \(y)h\(end - x)v1h\(x - end)z"
                x = end
            }
        }
        return path
    }
}
