/// A jurisdiction's services, the departments that own the work, and the routes between them: immutable and whole.
public struct Catalog: Sendable {
    /// The city it belongs to.
    public let jurisdiction: Jurisdiction

    /// The first 12 hexadecimal digits of the SHA-256 over all its files, names and texts.
    public let version: String

    /// The departments in the order of their file; `triage` is one of them.
    public let departments: [Department]

    /// The services, groups in the jurisdiction's order, each group's in its file's order.
    public let services: [Service]

    /// What other sites do, in the same order; none of them is a service.
    public let elsewhere: [Elsewhere]

    private let serviceByCode: [String: Int]
    private let serviceByAlias: [String: Int]
    private let serviceByFoldedAlias: [String: Int]
    private let departmentByCode: [String: Int]

    /// Creates a catalog; `CatalogReader` is where its parts are checked against one another.
    public init(
        jurisdiction: Jurisdiction,
        version: String,
        departments: [Department],
        services: [Service],
        elsewhere: [Elsewhere] = []
    ) {
        self.jurisdiction = jurisdiction
        self.version = version
        self.departments = departments
        self.services = services
        self.elsewhere = elsewhere
        departmentByCode = Dictionary(
            departments.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        serviceByCode = Dictionary(
            services.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var exact: [String: Int] = [:]
        var folded: [String: Int] = [:]
        var ambiguous: Set<String> = []
        for (index, service) in services.enumerated() {
            for alias in service.aliases {
                if exact[alias] == nil { exact[alias] = index }
                let key = alias.lowercased()
                if let other = folded[key], other != index { ambiguous.insert(key) }
                folded[key] = index
            }
        }
        for key in ambiguous { folded[key] = nil }
        serviceByAlias = exact
        serviceByFoldedAlias = folded
    }

    /// The department with a code, nil when there is none.
    public func department(_ code: String) -> Department? {
        departmentByCode[code].map { departments[$0] }
    }

    /// What another site does under a code.
    public func elsewhere(_ code: String) -> Elsewhere? {
        elsewhere.first { $0.code == code }
    }

    /// The service another system or a person means by a name: its code, then an alias to the letter, then an alias
    /// in any case where only one service has it.
    public func service(named name: String) -> Service? {
        let index = serviceByCode[name] ?? serviceByAlias[name] ?? serviceByFoldedAlias[name.lowercased()]
        return index.map { services[$0] }
    }
}
