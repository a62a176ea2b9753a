import Boundaries

/// What a request at a place gets from one layer as things are.
struct PlaceAnswer: Sendable, Hashable {
    /// How it came about.
    enum Outcome: String, Encodable, Sendable, Hashable {
        /// The one boundary that holds the place.
        case only
        /// Of several that do, the smaller, then the lower id.
        case smaller
        /// The nearest boundary, because it is near enough.
        case nearest
        /// None: a rule that needs one sends the request to triage.
        case none
        /// The place is outside the city, and the request is refused.
        case outside
    }

    /// How it came about.
    let outcome: Outcome
    /// The boundary's id, where there is one.
    let boundary: String?
    /// Metres to that boundary; 0 where it holds the place.
    let metres: Double

    /// Asks the index.
    init(at place: Coordinate, in layer: String, of index: BoundaryIndex) {
        let probe = index.probe(place)
        let hit = probe.hits[layer]
        boundary = hit?.boundary.id
        metres = hit?.snappedMetres ?? 0
        outcome =
            if index.tolerance != nil, case .outside = probe.standing {
                .outside
            } else if let hit {
                hit.snappedMetres > 0 ? .nearest : hit.isAmbiguous ? .smaller : .only
            } else {
                .none
            }
    }

    /// For a person: "307, 3.4 m away".
    var text: String {
        let id = boundary ?? "no boundary"
        return switch outcome {
        case .only, .none: id
        case .smaller: "\(id), the smaller"
        case .nearest: "\(id), \(NumberText.fixed(metres, digits: 1)) m away"
        case .outside: "outside the city"
        }
    }
}
