extension BoundaryIndex {
    /// What an index knows; made once, never changed.
    final class Contents: Sendable {
        let layers: [BoundaryLayer]
        let tolerance: EdgeTolerance?
        let roll: BoundaryRoll
        let table: EdgeTable
        let grid: PointGrid
        /// For each of the grid's sets what lies there: nearly every answer, so they are kept ready.
        private let hits: [Probe.Hits?]

        /// A boundary of a city lies in a handful of others; sets beyond these bounds are answered when they are asked.
        private static let readySets = 1 << 17
        private static let readyMembers = 64

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
            let sets = grid.sets
            hits = (0..<UInt32(min(sets.count, Self.readySets))).map { set in
                sets.count(of: set) > Self.readyMembers ? nil : roll.hits(of: sets.members(of: set))
            }
        }

        /// What lies under a position, by layer; edges belong to their boundaries.
        func hits(at coordinate: Coordinate) -> Probe.Hits {
            switch grid.find(coordinate, in: table) {
            case .set(let set):
                if Int(set) < hits.count, let ready = hits[Int(set)] { return ready }
                return roll.hits(of: grid.sets.members(of: set))
            case .numbers(let numbers):
                return roll.hits(of: numbers)
            }
        }

        /// The numbers of the boundaries that hold a position, ascending.
        func boundaries(holding coordinate: Coordinate) -> [Int] {
            switch grid.find(coordinate, in: table) {
            case .set(let set): grid.sets.members(of: set)
            case .numbers(let numbers): numbers
            }
        }

        /// The boundaries among some numbers with an edge within some metres of a plane's position, ascending.
        func near(_ plane: LocalPlane, within metres: Double, among numbers: Range<Int>) -> [PointGrid.Near] {
            if let near = grid.near(plane, within: metres, among: numbers, in: table) { return near }
            let limit = plane.limit(metres: metres)
            return numbers.compactMap { number in
                let place = table.nearest(to: plane, boundary: number, limit: limit)
                return place.squared <= limit ? PointGrid.Near(number: number, place: place) : nil
            }
        }
    }
}
