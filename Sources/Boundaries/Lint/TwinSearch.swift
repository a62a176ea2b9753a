/// Finds features that are the same geometry twice, or almost.
struct TwinSearch {
    /// Two features, by their places in the list that was searched.
    struct Pair {
        let first: Int
        let second: Int
        /// Whether they have the very same positions.
        let isExact: Bool
    }

    /// Two outlines are almost the same when neither leaves the other by more than this share of their extent's
    /// diagonal.
    static let share = 0.002

    /// Vertices of each that are held against the other's edges.
    private static let samples = 200

    /// Edges looked at before the search for almost the same is given up: it is a service, not a check.
    private static let maximumSteps = 200_000_000

    /// The pairs: each feature with the first one that it is like.
    static func pairs(_ features: [CheckedFeature]) -> [Pair] {
        var pairs: [Pair] = []
        var firstWithPrint: [UInt64: Int] = [:]
        var isTwin = Set<Int>()
        for (index, feature) in features.enumerated() {
            guard let raw = feature.geometry.raw, raw.positions > 0 else { continue }
            let positions = sorted(raw)
            let print = fingerprint(positions)
            guard let first = firstWithPrint[print] else {
                firstWithPrint[print] = index
                continue
            }
            guard let other = features[first].geometry.raw, sorted(other) == positions else { continue }
            pairs.append(Pair(first: first, second: index, isExact: true))
            isTwin.insert(index)
        }
        return pairs + nearPairs(features, leavingOut: isTwin)
    }

    /// The different positions in an order of their own, so that it does not matter where a ring begins.
    private static func sorted(_ raw: RawGeometry) -> [SIMD2<Double>] {
        var positions: [SIMD2<Double>] = []
        positions.reserveCapacity(raw.positions)
        for ring in raw.polygons.joined() {
            for index in stride(from: 0, to: ring.count - 1, by: 2) {
                positions.append([ring[index], ring[index + 1]])
            }
        }
        positions.sort { $0.x == $1.x ? $0.y < $1.y : $0.x < $1.x }
        var distinct: [SIMD2<Double>] = []
        for position in positions where position != distinct.last { distinct.append(position) }
        return distinct
    }

    /// FNV-1a over the words, http://www.isthe.com/chongo/tech/comp/fnv/.
    private static func fingerprint(_ positions: [SIMD2<Double>]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for position in positions {
            hash = (hash ^ position.x.bitPattern) &* 0x0000_0100_0000_01B3
            hash = (hash ^ position.y.bitPattern) &* 0x0000_0100_0000_01B3
            // The multiplication carries upwards only; without this the low bits would never see the high ones.
            hash ^= hash >> 29
        }
        return hash
    }

    private struct Outline {
        let index: Int
        let box: BoundingBox
        let polygons: [Polygon]
        /// How far another outline may be off, in metres.
        let slack: Double
    }

    private static func nearPairs(_ features: [CheckedFeature], leavingOut twins: Set<Int>) -> [Pair] {
        var outlines: [Outline] = []
        for (index, feature) in features.enumerated() where !twins.contains(index) {
            guard let polygons = feature.geometry.polygons, let box = BoundingBox(polygons.flatMap(\.shell)),
                let low = try? Coordinate(latitude: box.south, longitude: box.west),
                let high = try? Coordinate(latitude: box.north, longitude: box.east)
            else { continue }
            outlines.append(
                Outline(index: index, box: box, polygons: polygons, slack: share * low.metres(to: high))
            )
        }
        outlines.sort { $0.box.west < $1.box.west }
        var pairs: [Pair] = []
        var steps = 0
        for (position, one) in outlines.enumerated() {
            let reach = one.slack / LocalPlane.metresPerDegreeNorth
            let width = one.box.east - one.box.west
            for other in outlines[(position + 1)...] {
                // The slack in degrees of longitude, whatever the latitude, is no more than a share of the width.
                if other.box.west - one.box.west > max(reach, 2 * share * width) { break }
                steps += 1
                guard steps < maximumSteps else { return pairs }
                guard isNear(one.box, other.box, reach) else { continue }
                steps += samples * (edges(one.polygons) + edges(other.polygons))
                guard follows(one.polygons, other), follows(other.polygons, one) else { continue }
                pairs.append(
                    Pair(first: min(one.index, other.index), second: max(one.index, other.index), isExact: false)
                )
            }
        }
        return pairs.sorted { ($0.second, $0.first) < ($1.second, $1.first) }
    }

    private static func isNear(_ one: BoundingBox, _ other: BoundingBox, _ reach: Double) -> Bool {
        let wide = max(reach, 2 * share * (one.east - one.west))
        return abs(one.south - other.south) <= reach && abs(one.north - other.north) <= reach
            && abs(one.west - other.west) <= wide && abs(one.east - other.east) <= wide
    }

    private static func edges(_ polygons: [Polygon]) -> Int {
        polygons.reduce(0) { $0 + $1.shell.count + $1.holes.reduce(0) { $0 + $1.count } }
    }

    /// Whether vertices of polygons, evenly taken, all lie within the slack of an outline.
    private static func follows(_ polygons: [Polygon], _ outline: Outline) -> Bool {
        let vertices = polygons.flatMap { [$0.shell] + $0.holes }.joined()
        let step = max(1, edges(polygons) / samples)
        return vertices.enumerated().allSatisfy { number, vertex in
            guard number.isMultiple(of: step) else { return true }
            let plane = LocalPlane(at: vertex)
            let limit = plane.limit(metres: outline.slack)
            return outline.polygons.contains { polygon in
                ([polygon.shell] + polygon.holes).contains { ring in
                    zip(ring, ring.dropFirst()).contains { start, end in
                        let nearest = plane.nearest(
                            from: (start.latitude, start.longitude),
                            to: (end.latitude, end.longitude)
                        )
                        return nearest.squared <= limit
                    }
                }
            }
        }
    }
}
