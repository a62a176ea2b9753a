extension Catalog {
    /// Something people look for here that another site does: pay a fine, apply for a permit.
    ///
    /// It stands in lists and searches among the services, has no routes, and no service request comes of it.
    public struct Elsewhere: Sendable, Hashable {
        /// Its code; services and these share one name space.
        public let code: String
        /// The id of the group it is shown under.
        public let group: String
        /// What a resident would call it.
        public let name: LocalizedText
        /// What it covers, in a sentence or two.
        public let description: LocalizedText
        /// Words people type, by language.
        public let keywords: [String: [String]]
        /// Names that other systems use for it.
        public let aliases: [String]
        /// Where it is done: an address that begins with `https://`.
        public let url: String
        /// Who does it there.
        public let by: LocalizedText
        /// Whether the other site can send back, signed, what became of it.
        public let reportsStatus: Bool

        /// Creates an entry; `CatalogReader` is where its parts are checked.
        public init(
            code: String,
            group: String,
            name: LocalizedText,
            description: LocalizedText,
            keywords: [String: [String]] = [:],
            aliases: [String] = [],
            url: String,
            by: LocalizedText,
            reportsStatus: Bool = false
        ) {
            self.code = code
            self.group = group
            self.name = name
            self.description = description
            self.keywords = keywords
            self.aliases = aliases
            self.url = url
            self.by = by
            self.reportsStatus = reportsStatus
        }
    }
}
