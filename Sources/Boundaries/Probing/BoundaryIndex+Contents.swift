extension BoundaryIndex {
    /// What an index knows; made once, never changed.
    final class Contents: Sendable {
        let layers: [BoundaryLayer]
        let tolerance: EdgeTolerance?
        let roll: BoundaryRoll
        let table: EdgeTable
        private let grid: PointGrid
        /// For each of the grid's sets what lies there: nearly every answer, so they are kept ready.
        private let hits: [[String: Probe.Hit]]

        init(layers: [BoundaryLayer], tolerance: EdgeTolerance?) throws(BoundaryError) {
            try tolerance?.check(against: layers)
            self.layers = layers
            self.tolerance = tolerance
            let roll = try BoundaryRoll(layers)
            self.roll = roll
            for layer in layers {
                for boundary in layer.boundaries where !boundary.polygons.allSatisfy(\.isClosed) {
                    throw .openRing(layer: layer.id, id: boundary.id)
                }
            }
            table = EdgeTable(layers.flatMap(\.boundaries))
            grid = PointGrid(table)
            hits = grid.sets.map { roll.hits(of: $0) }
        }

        /// What lies under a position, by layer; edges belong to their boundaries.
        func hits(at coordinate: Coordinate) -> [String: Probe.Hit] {
            switch grid.find(coordinate, in: table) {
            case .set(let set): hits[set]
            case .numbers(let numbers): roll.hits(of: numbers)
            }
        }
    }
}
