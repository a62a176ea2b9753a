/// A statement that finds the boundaries of many points at once.
enum PostGISForm: String, CaseIterable, Sendable {
    /// Points joined with the boundaries' index.
    case intersects
    case covers
    /// The same with boundaries cut into pieces of at most 64 vertices first.
    case subdivided
    /// Boundary by boundary, with an index on the points: each boundary is prepared once.
    case indexedPoints = "indexed-points"

    /// Whether it asks what ours is asked: points as they come, boundaries as they are.
    var isOpponent: Bool { self == .intersects || self == .covers }

    /// A statement that adds up the numbers of what is found.
    func sum(_ points: String) -> String { "SELECT coalesce(sum(b.number), 0)::bigint\n  \(pairs(points))" }

    /// A statement that gives each point's numbers; a point that nothing holds gives no row.
    func answers(_ points: String) -> String {
        "SELECT p.id, array_agg(DISTINCT b.number)\n  \(pairs(points))\n GROUP BY p.id"
    }

    private func pairs(_ points: String) -> String {
        switch self {
        case .intersects: "FROM \(points) AS p JOIN boundary AS b ON ST_Intersects(b.geom, p.geom)"
        case .covers: "FROM \(points) AS p JOIN boundary AS b ON ST_Covers(b.geom, p.geom)"
        case .subdivided: "FROM \(points) AS p JOIN boundary_piece AS b ON ST_Intersects(b.geom, p.geom)"
        case .indexedPoints:
            """
            FROM boundary AS b CROSS JOIN LATERAL (
                     SELECT id FROM \(points)_indexed AS i WHERE ST_Intersects(b.geom, i.geom) OFFSET 0) AS p
            """
        }
    }
}
