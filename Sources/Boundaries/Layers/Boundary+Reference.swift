extension Boundary {
    /// A boundary named without its geometry; one word in memory, so it goes into every decision.
    public struct Reference: Sendable, Hashable {
        private final class Words: Sendable {
            let layer: String
            let id: String
            let name: String
            let properties: [String: String]

            init(layer: String, id: String, name: String, properties: [String: String]) {
                self.layer = layer
                self.id = id
                self.name = name
                self.properties = properties
            }
        }

        private let words: Words

        /// The layer's id.
        public var layer: String { words.layer }
        /// The boundary's id in that layer.
        public var id: String { words.id }
        /// The name a person reads.
        public var name: String { words.name }
        /// The properties that routing conditions may ask for.
        public var properties: [String: String] { words.properties }

        /// Creates a reference.
        public init(layer: String, id: String, name: String, properties: [String: String] = [:]) {
            words = Words(layer: layer, id: id, name: name, properties: properties)
        }

        /// Whether both say the same.
        public static func == (one: Reference, other: Reference) -> Bool {
            one.words === other.words
                || one.id == other.id && one.layer == other.layer && one.name == other.name
                    && one.properties == other.properties
        }

        /// Takes in the ids, which tell most references apart.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(layer)
            hasher.combine(id)
        }
    }
}
