/// The `d` of an SVG path, written as short as it goes: whole tenths of pixels, relative, no blank that is not needed.
package struct PathText {
    /// A point of the picture in tenths of pixels.
    package typealias Tenths = SIMD2<Int32>

    private(set) var bytes: [UInt8] = []

    /// Creates a path without lines.
    package init() {}

    /// Whether nothing has been drawn.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Draws a closed ring.
    package mutating func add(ring: [Tenths]) {
        guard ring.count > 2 else { return }
        add(line: ring)
        bytes.append(UInt8(ascii: "z"))
    }

    /// Draws a line.
    package mutating func add(line: [Tenths]) {
        guard line.count > 1, let first = line.first else { return }
        bytes.append(UInt8(ascii: "M"))
        number(first.x)
        separated(first.y)
        bytes.append(UInt8(ascii: "l"))
        var last = first
        var isFirst = true
        for point in line.dropFirst() where point != last {
            let step = point &- last
            if isFirst { number(step.x) } else { separated(step.x) }
            separated(step.y)
            last = point
            isFirst = false
        }
        // A line that never leaves its beginning still has to be a path.
        if isFirst { bytes.append(contentsOf: "0 0".utf8) }
    }

    private mutating func separated(_ value: Int32) {
        if value >= 0 { bytes.append(UInt8(ascii: " ")) }
        number(value)
    }

    private mutating func number(_ value: Int32) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        var divisor: UInt32 = 1
        while magnitude / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(magnitude / divisor % 10))
            divisor /= 10
        }
    }
}
