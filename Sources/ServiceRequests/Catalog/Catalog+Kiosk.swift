public import Boundaries

extension Catalog {
    /// A screen that stands in a public place, where anybody reports.
    public struct Kiosk: Sendable, Hashable {
        /// Its id, as its address names it.
        public let id: String
        /// Where it stands, as people call it.
        public let name: LocalizedText
        /// Where it stands, which is what its map shows first.
        public let point: Coordinate

        /// Creates a kiosk.
        public init(id: String, name: LocalizedText, point: Coordinate) {
            self.id = id
            self.name = name
            self.point = point
        }
    }
}
