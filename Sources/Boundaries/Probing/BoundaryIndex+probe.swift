extension BoundaryIndex {
    /// Answers every layer for one point.
    ///
    /// A point on an edge belongs to both sides. Of several boundaries in one layer the smaller wins, then the lower
    /// id, and the others are listed.
    ///
    /// With a tolerance, a point in no boundary of the outline layer is measured against the nearest edge of that
    /// layer. The stretch that edge belongs to says how far is near enough; then the point is `.inside`, and every
    /// layer that does not hold it gives its nearest boundary within the same distance. A point inside the outline
    /// that another layer does not hold gets that layer's nearest boundary within `seamMetres`, else it is in a gap.
    ///
    /// Without a tolerance nothing snaps: a point is `.inside` when any layer holds it, and otherwise outside at an
    /// unknown distance.
    public func probe(_ coordinate: Coordinate) -> Probe {
        var hits = contents.hits(at: coordinate)
        guard let tolerance = contents.tolerance else {
            let standing: Probe.Standing = hits.isEmpty ? .outside(metres: nil, stretch: nil) : .inside
            return Probe(coordinate: coordinate, standing: standing, hits: hits)
        }
        // Almost every point: each layer answered.
        if hits.count == contents.roll.layerIDs.count {
            return Probe(coordinate: coordinate, standing: .inside, hits: hits)
        }
        let plane = LocalPlane(at: coordinate)
        let reach: Double
        if hits[tolerance.outline] != nil {
            reach = tolerance.seamMetres
        } else {
            let edge = nearestOutline(to: plane, outline: tolerance.outline)
            let metres = edge.metres(from: coordinate)
            guard let place = edge.coordinate, metres <= EdgeTolerance.reach else {
                return Probe(coordinate: coordinate, standing: .outside(metres: nil, stretch: nil), hits: hits)
            }
            let stretch = tolerance.stretch(at: place)
            reach = stretch?.metres ?? tolerance.metres
            guard metres <= reach else {
                // The edge is the stretch's, so the metres to it are the metres to the stretch.
                let neighbour = metres <= EdgeTolerance.neighbourReach ? stretch : nil
                return Probe(coordinate: coordinate, standing: .outside(metres: metres, stretch: neighbour), hits: hits)
            }
        }
        for (position, layer) in contents.roll.layerIDs.enumerated() where hits[layer] == nil {
            if let hit = snap(coordinate, plane, to: position, within: reach) { hits.insert(hit) }
        }
        return Probe(coordinate: coordinate, standing: .inside, hits: hits)
    }

    /// The layer's nearest boundary; boundaries that are equally near (a vertex they share) are decided like a hit.
    private func snap(_ coordinate: Coordinate, _ plane: LocalPlane, to layer: Int, within reach: Double) -> Probe.Hit?
    {
        guard reach > 0 else { return nil }
        let near = contents.near(plane, within: reach, among: contents.roll.numbers[layer])
        guard let best = near.min(by: { $0.place.squared < $1.place.squared }) else { return nil }
        let metres = best.place.metres(from: coordinate)
        guard metres <= reach else { return nil }
        let members = near.filter { $0.place.squared == best.place.squared }.map(\.number)
        return contents.roll.hit(among: members, snappedMetres: metres)
    }

    /// Most places outside that people mean are this near.
    private static let shoreReach = 300.0

    private func nearestOutline(to plane: LocalPlane, outline: String) -> NearestPoint {
        guard let position = contents.roll.layerPositions[outline] else { return .none }
        let near = contents.near(plane, within: Self.shoreReach, among: contents.roll.numbers[position])
        if let nearest = near.min(by: { $0.place.squared < $1.place.squared }) { return nearest.place }
        return contents.table.nearest(
            to: plane,
            among: contents.roll.numbers[position],
            limit: plane.limit(metres: EdgeTolerance.reach)
        )
    }
}
