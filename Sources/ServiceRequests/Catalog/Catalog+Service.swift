extension Catalog {
    /// Something a resident can ask for.
    public struct Service: Sendable, Hashable {
        /// Who may see that such requests exist.
        public enum Visibility: String, Sendable, Hashable, CaseIterable {
            /// In lists, counts and maps.
            case `public`
            /// In no list, count, nearby or map; only the one who has the link sees the request.
            case `private`
        }

        /// What a client that sends such a request by GeoReport is told at once: its `type` there.
        ///
        /// Whatever it is, a request is stored, routed and owned at once; nothing waits for it anywhere.
        public enum ReplyType: String, Sendable, Hashable, CaseIterable {
            /// The id.
            case realtime
            /// A token, which gives the id once a department has accepted the work, or it was decided otherwise.
            case batch
            /// Neither, ever; the request is nowhere in GeoReport.
            case blackbox
        }

        /// The code GeoReport and the tables use.
        public let code: String
        /// The id of the group it is shown under.
        public let group: String
        /// What a resident would call it.
        public let name: LocalizedText
        /// What it covers, in a sentence or two.
        public let description: LocalizedText
        /// Words people type, by language.
        public let keywords: [String: [String]]
        /// Names that other systems use for it, exact.
        public let aliases: [String]
        /// The questions it asks, in order.
        public let attributes: [Attribute]
        /// By when it should be done.
        public let target: Target
        /// Who may see such requests.
        public let visibility: Visibility
        /// What a client of GeoReport is told at once.
        public let type: ReplyType
        /// Whether the resident's own words are shown in public.
        public let hasPublicDescription: Bool
        /// Metres within which another request of this service may be the same problem.
        public let duplicateRadius: Double
        /// Whether photos may come with a request.
        public let takesPhotos: Bool
        /// What documents may come with one; nil where none may.
        public let documents: Documents?
        /// Who owns the work, first match wins; the last one has no condition.
        public let routes: [Route]

        /// Creates a service; `CatalogReader` is where its parts are checked.
        public init(
            code: String,
            group: String,
            name: LocalizedText,
            description: LocalizedText,
            keywords: [String: [String]] = [:],
            aliases: [String] = [],
            attributes: [Attribute] = [],
            target: Target,
            visibility: Visibility = .public,
            type: ReplyType = .realtime,
            hasPublicDescription: Bool = false,
            duplicateRadius: Double = 50,
            takesPhotos: Bool = true,
            documents: Documents? = nil,
            routes: [Route]
        ) {
            self.code = code
            self.group = group
            self.name = name
            self.description = description
            self.keywords = keywords
            self.aliases = aliases
            self.attributes = attributes
            self.target = target
            self.visibility = visibility
            self.type = type
            self.hasPublicDescription = hasPublicDescription
            self.duplicateRadius = duplicateRadius
            self.takesPhotos = takesPhotos
            self.documents = documents
            self.routes = routes
        }
    }
}
