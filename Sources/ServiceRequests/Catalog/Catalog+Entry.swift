extension Catalog {
    /// Something people look for: a service, or what another site does.
    public enum Entry: Sendable, Hashable {
        /// What a service request can be made of.
        case service(Service)
        /// What another site does.
        case elsewhere(Elsewhere)

        /// The service; nil for what another site does.
        public var service: Service? { if case .service(let service) = self { service } else { nil } }

        /// What another site does; nil for a service.
        public var elsewhere: Elsewhere? { if case .elsewhere(let entry) = self { entry } else { nil } }

        /// Its code; both kinds share one name space.
        public var code: String {
            switch self {
            case .service(let service): service.code
            case .elsewhere(let entry): entry.code
            }
        }

        /// The id of the group it is shown under.
        public var group: String {
            switch self {
            case .service(let service): service.group
            case .elsewhere(let entry): entry.group
            }
        }

        /// What a resident would call it.
        public var name: LocalizedText {
            switch self {
            case .service(let service): service.name
            case .elsewhere(let entry): entry.name
            }
        }

        /// What it covers, in a sentence or two.
        public var description: LocalizedText {
            switch self {
            case .service(let service): service.description
            case .elsewhere(let entry): entry.description
            }
        }

        /// Words people type, by language.
        public var keywords: [String: [String]] {
            switch self {
            case .service(let service): service.keywords
            case .elsewhere(let entry): entry.keywords
            }
        }

        /// Names that other systems use for it.
        public var aliases: [String] {
            switch self {
            case .service(let service): service.aliases
            case .elsewhere(let entry): entry.aliases
            }
        }
    }

    /// All services, and after them all that other sites do, each in the catalog's order.
    public var entries: [Entry] { services.map(Entry.service) + elsewhere.map(Entry.elsewhere) }
}
