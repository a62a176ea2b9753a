extension BoundaryIndex {
    /// The boundaries of a layer that do not hold the point but have an edge within some metres of it, nearest first.
    ///
    /// Equally near ones come in the order of their ids. Empty for a layer that does not exist. Meant for distances up
    /// to 50 km; it asks no lock, and within a few hundred metres it looks only at the edges around the point.
    public func neighbours(of coordinate: Coordinate, in layer: String, within metres: Double) -> [Neighbour] {
        guard let position = contents.roll.layerPositions[layer], metres >= 0 else { return [] }
        let near = contents.near(LocalPlane(at: coordinate), within: metres, among: contents.roll.numbers[position])
        // Nearly every point.
        if near.isEmpty { return [] }
        let holding = contents.boundaries(holding: coordinate)
        var neighbours: [Neighbour] = []
        for near in near where !holding.contains(near.number) {
            let distance = near.place.metres(from: coordinate)
            guard distance <= metres else { continue }
            neighbours.append(Neighbour(boundary: contents.roll.references[near.number], metres: distance))
        }
        // `sort` is stable, and the boundaries came in id order.
        neighbours.sort { $0.metres < $1.metres }
        return neighbours
    }
}
