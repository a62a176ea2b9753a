/// The repair of one feature's geometry.
struct FeatureRepair {
    private let raw: RawGeometry
    private let settings: LintSettings
    private let limits: RepairLimits
    private let troubles: [BoundaryFault.Kind: Int]

    /// The geometry as it is now.
    private(set) var polygons: [Polygon] = []
    /// What was done.
    private(set) var words: [String] = []
    /// Why a fault stays.
    private(set) var refusal: String?
    /// Whether latitude stood first.
    let isTurned: Bool
    /// Whether a change could change the area.
    private(set) var changesArea = false
    /// By how many square metres the area grew.
    private(set) var squareMetres = 0.0

    init(
        _ raw: RawGeometry,
        _ troubles: [BoundaryFault.Kind: Int],
        settings: LintSettings,
        limits: RepairLimits
    ) {
        self.raw = raw
        self.troubles = troubles
        self.settings = settings
        self.limits = limits
        isTurned = troubles[.swapped].map { $0 == raw.positions } ?? false
    }

    /// Says that third numbers are left out, which writing the geometry anew does.
    mutating func noteElevation(_ count: Int) {
        words.append("took the third number out of \(count) position\(count == 1 ? "" : "s")")
    }

    /// Repairs what can be; false where nothing was to do or a fault cannot be mended.
    mutating func run(extent: BoundingBox?, context: GEOSContext) throws(BoundaryError) -> Bool {
        guard hasUsablePositions() else { return false }
        if isTurned { words.append("put longitude first") }
        guard mendRings() else { return false }
        let areaBefore = polygons.squareMetres
        guard try makeValid(context) else { return false }
        try dropSmallRings(context)
        guard extent == nil || polygons.allSatisfy({ $0.shell.allSatisfy { extent?.contains($0) ?? true } }) else {
            refusal = "the repaired geometry would leave the extent"
            return false
        }
        squareMetres += polygons.squareMetres - areaBefore
        return !words.isEmpty
    }

    /// Whether every position is one, at least once turned round.
    private mutating func hasUsablePositions() -> Bool {
        if troubles.isEmpty || isTurned && troubles.count == 1 { return true }
        refusal =
            if let count = troubles[.swapped], troubles.count == 1 {
                "only \(count) of \(raw.positions) positions look swapped, so it is not certain that they are"
            } else if troubles[.projected] != nil {
                "projected coordinates have to be converted first"
            } else {
                "no position is guessed"
            }
        return false
    }

    // MARK: - Rings

    /// Closes rings and takes out repeated positions, and rings that go round nothing.
    private mutating func mendRings() -> Bool {
        var repeats = 0
        var gaps: [Double] = []
        var collapsed = 0
        var turned = 0
        for rings in raw.polygons {
            var mended: [[Coordinate]] = []
            for (index, numbers) in rings.enumerated() {
                var ring = coordinates(numbers)
                let count = ring.count
                ring = ring.reduce(into: []) { kept, position in
                    if kept.last != position { kept.append(position) }
                }
                repeats += count - ring.count
                if let first = ring.first, let last = ring.last, first != last {
                    gaps.append(last.metres(to: first))
                    ring.append(first)
                }
                guard ring.count >= 4 else {
                    collapsed += 1
                    // Without its shell a polygon is nothing; its holes would be land.
                    if index == 0, rings.count > 1 {
                        refusal = "a shell of fewer than three corners has holes"
                        return false
                    }
                    continue
                }
                if !Self.isUncut(ring), ring.isCounterclockwise != (index == 0) { turned += 1 }
                mended.append(ring)
            }
            guard let shell = mended.first else { continue }
            polygons.append(Polygon(shell: shell, holes: Array(mended.dropFirst())))
        }
        guard !polygons.isEmpty else {
            refusal = "no ring of three corners is left"
            return false
        }
        if !gaps.isEmpty {
            let longest = ShapeOddities.text(gaps.max() ?? 0)
            words.append("closed \(Self.count(gaps.count, "ring")), the longest new edge \(longest) m")
        }
        if repeats > 0 { words.append("took out \(Self.count(repeats, "repeated position"))") }
        if collapsed > 0 { words.append("took out \(Self.count(collapsed, "ring")) of fewer than three corners") }
        if turned > 0 { words.append("turned \(Self.count(turned, "ring")) round") }
        return true
    }

    private func coordinates(_ numbers: [Double]) -> [Coordinate] {
        stride(from: 0, to: numbers.count - 1, by: 2).map {
            isTurned
                ? .inRange(latitude: numbers[$0], longitude: numbers[$0 + 1])
                : .inRange(latitude: numbers[$0 + 1], longitude: numbers[$0])
        }
    }

    /// Whether it crosses 180° and is not cut there, so that nobody can say which way it goes.
    private static func isUncut(_ ring: [Coordinate]) -> Bool {
        zip(ring, ring.dropFirst()).contains { start, end in
            let step = abs(start.longitude - end.longitude)
            return step > 180 && step < 360
        }
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    // MARK: - Validity

    private mutating func makeValid(_ context: GEOSContext) throws(BoundaryError) -> Bool {
        let shape = try GeometryHandle(polygons: polygons, context: context)
        guard let fault = try shape.invalidity() else { return true }
        guard raw.positions <= limits.maximumPositions, hasFewCrossings else {
            refusal =
                "it is invalid (\(fault.reason)) and has more than \(limits.maximumPositions) positions or "
                + "\(limits.maximumCrossings) crossings, more than a repair takes on"
            return false
        }
        let made: [Polygon]
        do throws(BoundaryError) {
            made = try shape.madeValid().polygons()
        } catch {
            refusal = "it is invalid (\(fault.reason)) and GEOS cannot mend it: \(error)"
            return false
        }
        guard !made.isEmpty, try isValid(made, context) else {
            refusal = "it is invalid (\(fault.reason)) and no area is left of it when it is mended"
            return false
        }
        polygons = made
        changesArea = true
        words.append("made it valid (\(fault.reason))")
        return true
    }

    /// Whether its crossings could be counted, and are not too many.
    private var hasFewCrossings: Bool {
        let most = limits.maximumCrossings
        return CrossingSearch(raw.polygons, listed: 0, within: 50_000_000, crossings: most).count != nil
    }

    private func isValid(_ polygons: [Polygon], _ context: GEOSContext) throws(BoundaryError) -> Bool {
        guard polygons.allSatisfy(\.isClosed) else { return false }
        return try GeometryHandle(polygons: polygons, context: context).invalidity() == nil
    }

    // MARK: - Slivers

    /// Takes out parts and holes below the lint's sizes, but never the largest part.
    private mutating func dropSmallRings(_ context: GEOSContext) throws(BoundaryError) {
        var parts = 0
        var holes = 0
        // Sizes are measured where the feature lies, and without a part that lay far away that is another place.
        while let left = withoutSmallRings() {
            // Where an island lies in a hole that goes, the two would overlap.
            guard try isValid(left.polygons, context) else {
                refusal = "taking out its small rings would make it invalid"
                break
            }
            polygons = left.polygons
            parts += left.parts
            holes += left.holes
            changesArea = true
        }
        if parts > 0 { words.append("took out \(Self.count(parts, "tiny or narrow part"))") }
        if holes > 0 { words.append("filled \(Self.count(holes, "tiny or narrow hole"))") }
    }

    private struct Rest {
        let polygons: [Polygon]
        let parts: Int
        let holes: Int
    }

    /// What is left without small parts and holes, and how many those are; nil where there are none.
    private func withoutSmallRings() -> Rest? {
        var kept: [Polygon] = []
        var parts = 0
        var holes = 0
        let scale = ShapeScale(polygons)
        let areas = polygons.map { abs(Self.measure($0.shell, scale).signedArea) }
        let largest = areas.indices.max { areas[$0] < areas[$1] }
        for index in polygons.indices {
            let polygon = polygons[index]
            if index != largest, isSmall(polygon.shell, scale) {
                parts += 1
                continue
            }
            let wide = polygon.holes.filter { !isSmall($0, scale) }
            holes += polygon.holes.count - wide.count
            kept.append(Polygon(shell: polygon.shell, holes: wide))
        }
        return parts + holes > 0 ? Rest(polygons: kept, parts: parts, holes: holes) : nil
    }

    private static func measure(_ ring: [Coordinate], _ scale: ShapeScale) -> RingMeasure {
        RingMeasure(ring.flatMap { [$0.longitude, $0.latitude] }, scale)
    }

    private func isSmall(_ ring: [Coordinate], _ scale: ShapeScale) -> Bool {
        let measure = Self.measure(ring, scale)
        return abs(measure.signedArea) < settings.tinySquareMetres || measure.width < settings.sliverMetres
    }
}
