/// Finds where the edges of a geometry cross each other, so that a person sees all the places and not the first.
///
/// Edges that lie on one another or touch count too, because GEOS makes positions of them; only crossings proper have
/// their places listed, and edges that merely share an end are as they should be.
struct CrossingSearch {
    /// Where they cross, in the file's own numbers; at most as many as were asked for.
    private(set) var places: [SIMD2<Double>] = []
    /// How many were found; nil where the search was given up.
    private(set) var count: Int? = 0
    /// How many pairs of edges were compared.
    private(set) var comparisons = 0

    private struct Edge {
        let start: SIMD2<Double>
        let end: SIMD2<Double>
        var west: Double { min(start.x, end.x) }
        var east: Double { max(start.x, end.x) }
    }

    /// Looks for crossings; gives up after so many comparisons or crossings.
    init(_ polygons: [[[Double]]], listed: Int, within allowed: Int, crossings: Int) {
        var edges: [Edge] = []
        for ring in polygons.joined() {
            for index in stride(from: 0, to: ring.count - 3, by: 2) {
                let edge = Edge(start: [ring[index], ring[index + 1]], end: [ring[index + 2], ring[index + 3]])
                if edge.start != edge.end { edges.append(edge) }
            }
        }
        edges.sort { $0.west < $1.west }
        // A sweep from west to east: an edge is held against those that begin before it ends.
        var open: [Int] = []
        var meetings = 0
        for index in edges.indices {
            open.removeAll { edges[$0].east < edges[index].west }
            comparisons += open.count
            guard comparisons <= allowed else {
                count = nil
                return
            }
            for other in open {
                let meeting = Self.meeting(edges[index], edges[other])
                guard meeting != .none else { continue }
                meetings += 1
                if case .crossing(let place) = meeting {
                    count = count.map { $0 + 1 }
                    if places.count < listed { places.append(place) }
                }
                guard meetings <= crossings else {
                    count = nil
                    return
                }
            }
            open.append(index)
        }
    }

    private enum Meeting: Equatable {
        case none
        /// They touch, or lie on one another.
        case touching
        case crossing(SIMD2<Double>)
    }

    private static func meeting(_ one: Edge, _ other: Edge) -> Meeting {
        guard max(one.start.y, one.end.y) >= min(other.start.y, other.end.y),
            max(other.start.y, other.end.y) >= min(one.start.y, one.end.y)
        else { return .none }
        let first = side(one, other.start) * side(one, other.end)
        let second = side(other, one.start) * side(other, one.end)
        guard first <= 0, second <= 0 else { return .none }
        let along = one.end - one.start
        let across = other.end - other.start
        let determinant = along.x * across.y - along.y * across.x
        if first < 0, second < 0, determinant != 0 {
            let apart = other.start - one.start
            let share = (apart.x * across.y - apart.y * across.x) / determinant
            return .crossing(one.start + along * share)
        }
        let isJoint =
            one.start == other.start || one.start == other.end || one.end == other.start || one.end == other.end
        guard isJoint else { return .touching }
        // At a joint they lie on one another only where both go the same way from it.
        let isStraight = side(one, other.start) == 0 && side(one, other.end) == 0
        guard isStraight else { return .none }
        let overlap =
            pointwiseMin(
                pointwiseMax(one.start, one.end),
                pointwiseMax(other.start, other.end)
            ) - pointwiseMax(pointwiseMin(one.start, one.end), pointwiseMin(other.start, other.end))
        return overlap.x > 0 || overlap.y > 0 ? .touching : .none
    }

    private static func side(_ edge: Edge, _ point: SIMD2<Double>) -> Int {
        Orientation.side(
            startX: edge.start.x,
            startY: edge.start.y,
            endX: edge.end.x,
            endY: edge.end.y,
            pointX: point.x,
            pointY: point.y
        )
    }
}
