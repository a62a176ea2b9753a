internal import Boundaries

/// What conditions are asked about: a probe, one of whose layers may be imagined to have answered otherwise.
struct Place {
    /// What lies there; nil when nobody knows the point yet.
    let probe: Probe?

    /// The boundary its layer is imagined to have answered.
    var substitute: Boundary.Reference?

    /// The boundary of a layer at the place, nil in a gap or without a point.
    func boundary(in layer: String) -> Boundary.Reference? {
        if let substitute, substitute.layer == layer { return substitute }
        return probe?.hits[layer]?.boundary
    }
}
