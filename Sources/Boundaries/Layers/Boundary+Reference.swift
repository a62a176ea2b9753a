extension Boundary {
    /// A boundary named without its geometry, light enough to copy into every decision.
    public struct Reference: Sendable, Hashable {
        /// The layer's id.
        public let layer: String
        /// The boundary's id in that layer.
        public let id: String
        /// The name a person reads.
        public let name: String
        /// The properties that routing conditions may ask for.
        public let properties: [String: String]

        /// Creates a reference.
        public init(layer: String, id: String, name: String, properties: [String: String] = [:]) {
            self.layer = layer
            self.id = id
            self.name = name
            self.properties = properties
        }
    }
}
