extension BoundaryIndex {
    /// The boundaries of a layer that do not hold the point but have an edge within some metres of it, nearest first.
    ///
    /// Equally near ones come in the order of their ids. Empty for a layer that does not exist. Meant for distances up
    /// to 50 km; it asks no lock and takes a few microseconds.
    public func neighbours(of coordinate: Coordinate, in layer: String, within metres: Double) -> [Neighbour] {
        guard let position = contents.roll.layerPositions[layer], metres >= 0 else { return [] }
        let plane = LocalPlane(at: coordinate)
        let limit = plane.limit(metres: metres)
        var neighbours: [Neighbour] = []
        for number in contents.roll.numbers[position] {
            let nearest = contents.table.nearest(to: plane, boundary: number, limit: limit)
            guard nearest.squared <= limit, !contents.table.holds(coordinate, boundary: number) else { continue }
            let distance = nearest.metres(from: coordinate)
            guard distance <= metres else { continue }
            neighbours.append(Neighbour(boundary: contents.roll.references[number], metres: distance))
        }
        // `sort` is stable, and the boundaries came in id order.
        neighbours.sort { $0.metres < $1.metres }
        return neighbours
    }
}
