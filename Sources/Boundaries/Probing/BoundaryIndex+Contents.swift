import Synchronization

extension BoundaryIndex {
    /// What an index knows; made once, never changed.
    ///
    /// All boundaries of all layers are numbered through: layer after layer, each in the order of its ids.
    final class Contents: Sendable {
        let layers: [BoundaryLayer]
        let tolerance: EdgeTolerance?
        let layerIDs: [String]
        let layerPositions: [String: Int]
        /// For each layer the numbers of its boundaries.
        let numbers: [Range<Int>]
        /// For each layer the number of a boundary by its id.
        let numbersByID: [[String: Int]]
        let references: [Boundary.Reference]
        /// For each boundary the answer where it alone holds the point: nearly every answer, so it is kept ready.
        let lone: [Probe.Hit]
        /// For each boundary its square metres.
        let areas: [Double]
        let table: EdgeTable
        /// GEOS may be used by one thread at a time.
        private let lane: Mutex<GEOSLane>

        init(layers: [BoundaryLayer], tolerance: EdgeTolerance?) throws(BoundaryError) {
            try tolerance?.check(against: layers)
            self.layers = layers
            self.tolerance = tolerance
            var positions: [String: Int] = [:]
            var numbers: [Range<Int>] = []
            var boundaries: [Boundary] = []
            var references: [Boundary.Reference] = []
            for (position, layer) in layers.enumerated() {
                guard positions.updateValue(position, forKey: layer.id) == nil else { throw .duplicateLayer(layer.id) }
                numbers.append(boundaries.count..<boundaries.count + layer.boundaries.count)
                boundaries += layer.boundaries
                references += layer.boundaries.map {
                    Boundary.Reference(layer: layer.id, id: $0.id, name: $0.name, properties: $0.properties)
                }
            }
            layerIDs = layers.map(\.id)
            layerPositions = positions
            self.numbers = numbers
            numbersByID = numbers.map { range in
                Dictionary(range.map { (boundaries[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
            }
            self.references = references
            lone = references.map { Probe.Hit(boundary: $0) }
            areas = boundaries.map(\.squareMetres)
            table = EdgeTable(boundaries)
            lane = Mutex(try GEOSLane(boundaries))
        }

        /// The numbers of the boundaries that hold a position, edges included, ascending.
        func boundaries(holding coordinate: Coordinate) -> [Int] {
            lane.withLock { $0.boundaries(holding: coordinate) }
        }

        var engineFailures: Int { lane.withLock { $0.failures } }

        /// Whether the first boundary goes before the second where both hold a point: the smaller, then the lower id.
        ///
        /// "Lower" is the order of the ids as text, which within a layer is the order of the numbers.
        func goesFirst(_ first: Int, _ second: Int) -> Bool {
            areas[first] == areas[second] ? first < second : areas[first] < areas[second]
        }
    }
}
