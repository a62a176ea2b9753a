extension Probe {
    /// What the layers answer for one point, in the order of the layers' ids.
    ///
    ///     probe.hits["police_precinct"]?.boundary.id   // "18"
    public struct Hits: Sendable, Hashable {
        private var hits: [Hit]

        /// Creates answers, at most one a layer, in any order.
        public init(_ hits: [Hit] = []) {
            self.hits = hits.sorted { $0.boundary.layer < $1.boundary.layer }
        }

        /// The answer of a layer; nil where none of its boundaries is there: a gap.
        public subscript(layer: String) -> Hit? {
            for hit in hits where hit.boundary.layer == layer { return hit }
            return nil
        }

        /// Adds the answer of a layer that has none.
        mutating func insert(_ hit: Hit) {
            let place = hits.firstIndex { $0.boundary.layer > hit.boundary.layer } ?? hits.endIndex
            hits.insert(hit, at: place)
        }
    }
}

extension Probe.Hits: RandomAccessCollection {
    /// The first answer's place.
    public var startIndex: Int { 0 }

    /// The place after the last answer's.
    public var endIndex: Int { hits.endIndex }

    /// The answer at a place, 0 to `count` − 1.
    public subscript(position: Int) -> Probe.Hit { hits[position] }
}
