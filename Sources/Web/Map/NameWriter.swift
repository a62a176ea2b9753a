/// Finds places for names: wholly inside what they name, or about its middle, and not over one another.
package struct NameWriter {
    /// A point of the picture in tenths of pixels.
    package typealias Tenths = SIMD2<Int32>

    /// A place for a name, in pixels.
    private struct Spot {
        let x: Double
        let y: Double
        let width: Double
        let height: Double

        func meets(_ other: Spot) -> Bool {
            abs(x - other.x) * 2 < width + other.width && abs(y - other.y) * 2 < height + other.height
        }
    }

    private static let lineHeight = 13.0

    /// The elements written so far.
    package private(set) var svg = ""
    private var taken: [Spot] = []
    private var written: Set<String> = []
    private let width: Double
    private let height: Double

    /// Begins with a picture of so many pixels on which all places are free.
    package init(width: Int, height: Int) {
        self.width = Double(width)
        self.height = Double(height)
    }

    /// Begins with the places that are taken: the scale's, the crosshair's, the pin's.
    init(_ drawing: MapDrawing) {
        self.init(width: drawing.view.width, height: drawing.view.height)
        take(x: 60, y: height - 22, width: 120, height: 40)
        if drawing.hasCrosshair { take(x: width / 2, y: height / 2, width: 36, height: 36) }
        if let pin = drawing.pin.map(drawing.view.pixel) { take(x: pin.x, y: pin.y - 17, width: 28, height: 40) }
    }

    /// Keeps names off a rectangle around a point, in pixels.
    package mutating func take(x: Double, y: Double, width: Double, height: Double) {
        taken.append(Spot(x: x, y: y, width: width, height: height))
    }

    /// Writes a name where it fits, in one line or two; a name that fits nowhere, or is there already, is left out.
    ///
    /// One that may stand out needs to be inside the picture only.
    package mutating func write(_ name: String, in rings: [[Tenths]], mayStandOut: Bool = false) {
        guard !rings.isEmpty, !written.contains(name) else { return }
        for lines in Self.arrangements(of: name) {
            let width = (lines.map(NameWidth.pixels).max() ?? 0) + 6
            let height = Self.lineHeight * Double(lines.count) + 2
            let least = mayStandOut ? 0 : width
            guard let spot = spot(width: width, height: height, least: least, in: rings) else { continue }
            taken.append(spot)
            written.insert(name)
            for (index, line) in lines.enumerated() {
                let y = spot.y + (Double(index) - Double(lines.count - 1) / 2) * Self.lineHeight + 4
                svg +=
                    "<text x=\"\(Int(spot.x.rounded()))\" y=\"\(Int(y.rounded()))\">\(SVGText.escaped(line))</text>\n"
            }
            return
        }
    }

    /// The name as it is, and broken near its middle.
    private static func arrangements(of name: String) -> [[String]] {
        let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1 else { return [[name]] }
        let broken = (1..<words.count).map { [words[..<$0], words[$0...]].map { $0.joined(separator: " ") } }
        let best = broken.min { longest($0) < longest($1) }
        return [[words.joined(separator: " ")]] + (best.map { [$0] } ?? [])
    }

    private static func longest(_ lines: [String]) -> Double { lines.map(NameWidth.pixels).max() ?? 0 }

    /// The widest free place near the middle of the rings, tried row by row, with so much of a row inside them.
    private func spot(width: Double, height: Double, least: Double, in rings: [[Tenths]]) -> Spot? {
        let ys = rings.joined().map { Double($0.y) / 10 }
        let low = max(0, ys.min() ?? 0) + height / 2
        let high = min(self.height, ys.max() ?? 0) - height / 2
        guard low <= high else { return nil }
        let middle = (low + high) / 2
        let step = max(4, (high - low) / 24)
        var best: (spot: Spot, worth: Double)?
        for y in stride(from: low, through: high, by: step) {
            guard let room = room(from: y - height / 2, to: y + height / 2, in: rings) else { continue }
            let free = room.upperBound - room.lowerBound
            guard free >= least else { continue }
            let spot = Spot(x: (room.lowerBound + room.upperBound) / 2, y: y, width: width, height: height)
            guard spot.x >= width / 2, spot.x <= self.width - width / 2 else { continue }
            guard !taken.contains(where: spot.meets) else { continue }
            let worth = min(free, 2 * width) - abs(y - middle)
            if worth > best?.worth ?? -.infinity { best = (spot, worth) }
        }
        return best?.spot
    }

    /// The widest stretch that is inside on three rows, as a range of x.
    private func room(from top: Double, to bottom: Double, in rings: [[Tenths]]) -> Range<Double>? {
        var free = [0.0..<width]
        for y in [top, (top + bottom) / 2, bottom] {
            let inside = Self.inside(of: rings, at: y)
            free = free.flatMap { stretch in inside.map { $0.clamped(to: stretch) } }.filter { !$0.isEmpty }
        }
        return free.max { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }
    }

    /// The stretches of a row that are inside, in pixels.
    private static func inside(of rings: [[Tenths]], at y: Double) -> [Range<Double>] {
        let row = y * 10
        var crossings: [Double] = []
        for ring in rings {
            guard var previous = ring.last else { continue }
            for point in ring {
                let (low, high) = (Double(previous.y), Double(point.y))
                if (low <= row) != (high <= row) {
                    let share = (row - low) / (high - low)
                    crossings.append((Double(previous.x) + (Double(point.x) - Double(previous.x)) * share) / 10)
                }
                previous = point
            }
        }
        crossings.sort()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]..<crossings[$0 + 1] }
    }
}
