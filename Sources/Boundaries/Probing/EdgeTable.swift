/// The edges of every boundary in flat arrays, cut into short runs with a box each, and these gathered into stretches with
/// a box each.
///
/// It answers what GEOS answers badly: how many metres it is to an edge. A run's box lets a question pass over 32 edges
/// at a time, a stretch's over 1,024. Immutable and without handles, so any thread may ask.
struct EdgeTable: Sendable {
    /// Consecutive edges of one ring: edge `i` leads from vertex `i` to vertex `i + 1`.
    struct Run: Sendable {
        let edges: Range<Int>
        let box: BoundingBox
    }

    /// Consecutive runs of one boundary.
    struct Stretch: Sendable {
        let runs: Range<Int>
        let box: BoundingBox
    }

    static let edgesInRun = 32
    private static let runsInStretch = 32

    private(set) var latitudes: [Double] = []
    private(set) var longitudes: [Double] = []
    private(set) var runs: [Run] = []
    /// For each boundary its stretches.
    private(set) var stretches: [[Stretch]] = []
    /// For each boundary its runs.
    private(set) var spans: [Range<Int>] = []
    /// For each boundary the box around it; nil where it has no edge.
    private(set) var boxes: [BoundingBox?] = []

    init(_ boundaries: [Boundary]) {
        let vertices = boundaries.reduce(0) { $0 + $1.vertexCount }
        latitudes.reserveCapacity(vertices)
        longitudes.reserveCapacity(vertices)
        runs.reserveCapacity(vertices / Self.edgesInRun + boundaries.count)
        for boundary in boundaries {
            let first = runs.count
            for polygon in boundary.polygons {
                append(polygon.shell)
                for hole in polygon.holes { append(hole) }
            }
            spans.append(first..<runs.count)
            stretches.append(
                stride(from: first, to: runs.count, by: Self.runsInStretch).compactMap { start in
                    let part = start..<min(runs.count, start + Self.runsInStretch)
                    return box(around: part).map { Stretch(runs: part, box: $0) }
                }
            )
            boxes.append(box(around: first..<runs.count))
        }
    }

    /// The edge that begins at a vertex.
    @inline(__always)
    func edge(_ index: Int) -> GridWay.Edge {
        GridWay.Edge(
            startX: longitudes[index],
            startY: latitudes[index],
            endX: longitudes[index + 1],
            endY: latitudes[index + 1]
        )
    }

    private func box(around part: Range<Int>) -> BoundingBox? {
        part.reduce(nil) { box, run in box?.union(runs[run].box) ?? runs[run].box }
    }

    private mutating func append(_ ring: [Coordinate]) {
        let first = latitudes.count
        for vertex in ring {
            latitudes.append(vertex.latitude)
            longitudes.append(vertex.longitude)
        }
        let end = latitudes.count - 1
        for start in stride(from: first, to: end, by: Self.edgesInRun) {
            let edges = start..<min(end, start + Self.edgesInRun)
            guard let box = BoundingBox(ring[(edges.lowerBound - first)...(edges.upperBound - first)]) else { continue }
            runs.append(Run(edges: edges, box: box))
        }
    }
}

extension Boundary {
    var vertexCount: Int {
        polygons.reduce(0) { sum, polygon in
            polygon.holes.reduce(sum + polygon.shell.count) { $0 + $1.count }
        }
    }
}
