/// What is odd about one geometry that the reader takes, or would take once its faults are gone.
struct ShapeOddities {
    /// One thing, told once a geometry however often it is there.
    struct Found {
        let oddity: BoundaryFinding.Oddity
        let place: BoundaryFault.Place?
        let message: String
    }

    private(set) var all: [Found] = []

    /// Rings told one by one; further ones are counted.
    private static let maximumRings = 5

    init(_ geometry: RawGeometry, scale: ShapeScale, settings: LintSettings) {
        var measures: [(measure: RingMeasure, ring: [Double], name: String, isHole: Bool)] = []
        for (number, rings) in geometry.polygons.enumerated() {
            for (index, ring) in rings.enumerated() {
                let name = "polygon \(number), ring \(index)"
                measures.append((RingMeasure(ring, scale), ring, name, index > 0))
            }
        }
        func place(_ ring: [Double], _ index: Int) -> BoundaryFault.Place? {
            let offset = 2 * index
            guard offset + 1 < ring.count else { return nil }
            return .of(ring[offset], ring[offset + 1])
        }
        var small = 0
        for (measure, ring, name, isHole) in measures {
            let area = abs(measure.signedArea)
            guard area > 0, area.isFinite else { continue }
            let what = isHole ? "hole" : "polygon"
            let isTiny = area < settings.tinySquareMetres
            let size = "\(Self.text(area)) m² and \(Self.text(measure.length)) m round"
            let found = isTiny ? "found \(size) (\(name))" : "found \(Self.text(measure.width)) m: \(size) (\(name))"
            guard isTiny || measure.width < settings.sliverMetres else { continue }
            small += 1
            guard small <= Self.maximumRings else { continue }
            let expected =
                isTiny
                ? "expected a \(what) of at least \(Self.text(settings.tinySquareMetres)) m²"
                : "expected a \(what) at least \(Self.text(settings.sliverMetres)) m wide on average"
            all.append(
                Found(oddity: isTiny ? .tinyRing : .sliver, place: place(ring, 0), message: "\(expected), \(found)")
            )
        }
        if small > Self.maximumRings {
            let message = "expected no tiny or narrow rings, found \(small - Self.maximumRings) more in this feature"
            all.append(Found(oddity: .sliver, place: nil, message: message))
        }
        if let odd = measures.first(where: { $0.measure.spikes > 0 }) {
            let count = measures.reduce(0) { $0 + $1.measure.spikes }
            all.append(
                Found(
                    oddity: .spike,
                    place: odd.measure.firstSpike.flatMap { place(odd.ring, $0) },
                    message: "expected a line that goes on, found one that turns back on itself"
                        + Self.times(count, odd.name)
                )
            )
        }
        if let odd = measures.first(where: { $0.measure.firstLongEdge != nil }) {
            all.append(
                Found(
                    oddity: .antimeridian,
                    place: odd.measure.firstLongEdge.flatMap { place(odd.ring, $0) },
                    message:
                        "expected a geometry cut where it crosses 180° (RFC 7946, 3.1.9), found an edge of more than "
                        + "180° (\(odd.name))"
                )
            )
        }
        if let odd = measures.first(where: { $0.measure.repeats > 0 }) {
            let count = measures.reduce(0) { $0 + $1.measure.repeats }
            all.append(
                Found(
                    oddity: .repeatedPosition,
                    place: odd.measure.firstRepeat.flatMap { place(odd.ring, $0) },
                    message: "expected each position once in a row, found one again" + Self.times(count, odd.name)
                )
            )
        }
        // Read with latitude first, a ring seems to go the other way round; uncut at 180°, nobody can say.
        let sign = scale.kind == .turnedDegrees ? -1.0 : 1.0
        let turned = measures.filter { $0.measure.firstLongEdge == nil }.filter {
            sign * $0.measure.signedArea * ($0.isHole ? -1 : 1) < 0
        }
        if let odd = turned.first {
            all.append(
                Found(
                    oddity: .ringDirection,
                    place: place(odd.ring, 0),
                    message:
                        "expected shells counterclockwise and holes clockwise (RFC 7946, 3.1.6), found the other way"
                        + Self.times(turned.count, odd.name)
                )
            )
        }
    }

    private static func times(_ count: Int, _ name: String) -> String {
        count == 1 ? " (\(name))" : " (\(name)), and \(count - 1) more like it"
    }

    /// A measure with as many digits as say something.
    static func text(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        let rounded = abs(number) >= 10 ? number.rounded() : (number * 100).rounded() / 100
        if rounded == 0, number != 0 { return "less than 0.01" }
        return rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
}
