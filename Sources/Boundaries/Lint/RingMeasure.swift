/// What can be said of one ring by going round it once.
struct RingMeasure {
    /// Square metres, positive where the ring goes counterclockwise; 0 for one that goes round nothing.
    private(set) var signedArea = 0.0
    /// Metres once round.
    private(set) var length = 0.0
    /// Positions that are the same as the one before, and where the first of them is.
    private(set) var repeats = 0
    private(set) var firstRepeat: Int?
    /// Edges of more than half the way round the earth.
    private(set) var firstLongEdge: Int?
    /// Lines that come back on themselves: where the first turns.
    private(set) var spikes = 0
    private(set) var firstSpike: Int?

    /// A spike comes back within this angle, whose sine it is: 0.2 degrees.
    private static let spikeSine = 0.0035
    /// And is longer than so many metres both ways.
    private static let spikeMetres = 1.0

    /// Twice the area by the length: how wide it is on average, in metres.
    var width: Double { length > 0 ? 2 * abs(signedArea) / length : 0 }

    /// Measures a ring of x, y, x, y…, open or closed.
    init(_ ring: [Double], _ scale: ShapeScale) {
        guard ring.count >= 4 else { return }
        // From a corner of its own, so that small rings far from the origin lose no digits.
        let origin = SIMD2(ring[0], ring[1])
        let metres = SIMD2(scale.x, scale.y)
        var places: [(index: Int, at: SIMD2<Double>)] = []
        places.reserveCapacity(ring.count / 2)
        for index in stride(from: 0, to: ring.count - 1, by: 2) {
            let raw = SIMD2(ring[index], ring[index + 1])
            if let last = places.last, ring[2 * last.index] == raw.x, ring[2 * last.index + 1] == raw.y {
                repeats += 1
                firstRepeat = firstRepeat ?? index / 2
                continue
            }
            places.append((index / 2, (raw - origin) * metres))
            guard index >= 2, scale.kind != .projected else { continue }
            let turn = scale.kind == .degrees ? 0 : 1
            let (from, to) = (ring[index - 2 + turn], ring[index + turn])
            // Along a pole a map's frame goes from -180 to 180, and means no edge on the earth.
            if abs(from - to) > 180, abs(from - to) < 360 { firstLongEdge = firstLongEdge ?? index / 2 }
        }
        if places.count > 1, places.first?.at == places.last?.at { places.removeLast() }
        guard places.count >= 3 else { return }
        for index in places.indices {
            let here = places[index].at
            let next = places[index + 1 < places.count ? index + 1 : 0].at
            let before = places[index > 0 ? index - 1 : places.count - 1].at
            signedArea += (here.x * next.y - next.x * here.y) / 2
            let out = next - here
            let back = before - here
            let outLength = (out * out).sum().squareRoot()
            let backLength = (back * back).sum().squareRoot()
            length += outLength
            guard min(outLength, backLength) > Self.spikeMetres, (out * back).sum() > 0 else { continue }
            let sine = abs(out.x * back.y - out.y * back.x) / (outLength * backLength)
            if sine < Self.spikeSine {
                spikes += 1
                firstSpike = firstSpike ?? places[index].index
            }
        }
    }
}
