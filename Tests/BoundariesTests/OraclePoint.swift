/// What a point was chosen for, or turned out to be.
enum OraclePoint: Hashable, CustomStringConvertible {
    case random
    /// A real lot.
    case lot
    case vertex
    case onEdge
    /// So many metres from an edge or a vertex.
    case metre(Double)
    /// In a hole of a polygon.
    case hole
    /// In several boundaries of one layer.
    case overlap
    /// In a boundary of one layer and in none of another.
    case gap

    var description: String {
        switch self {
        case .random: "at random"
        case .lot: "real lots"
        case .vertex: "on a vertex"
        case .onEdge: "on an edge"
        case .metre(let metres): "\(metres) m from an edge"
        case .hole: "in a hole"
        case .overlap: "in an overlap"
        case .gap: "in a gap"
        }
    }
}
