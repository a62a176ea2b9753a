/// What changes from one catalog to another, in words and field by field.
public struct CatalogDiff: Sendable, Hashable {
    /// Something said otherwise; nil where it is not said at all.
    public struct Field: Sendable, Hashable {
        /// What is said.
        public let name: String
        /// As it was.
        public let before: String?
        /// As it is.
        public let after: String?
    }

    /// A service, a department or an entry done elsewhere that is not what it was.
    public struct Change: Sendable, Hashable {
        /// What happened to it.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case added
            case removed
            case changed
        }

        /// What happened to it.
        public let kind: Kind
        /// Its code.
        public let code: String
        /// Its name in English, as it is, or was where it is gone.
        public let name: String
        /// What is said otherwise; empty but for what has changed.
        public let fields: [Field]
    }

    /// The services.
    public let services: [Change]
    /// What other sites do.
    public let elsewhere: [Change]
    /// The departments.
    public let departments: [Change]
    /// The layers that are needed now and were not, by id.
    public let layersAdded: [String]
    /// The layers that were needed and are not any more, by id.
    public let layersDropped: [String]

    /// Whether nothing is said otherwise, but for `jurisdiction.yml`, the order of things and comments.
    public var isEmpty: Bool {
        services.isEmpty && elsewhere.isEmpty && departments.isEmpty && layersAdded.isEmpty && layersDropped.isEmpty
    }

    /// Compares two catalogs; what has the same code is the same thing.
    public init(from before: Catalog, to after: Catalog) {
        services = Self.changes(
            before.services.map { Item($0.code, $0.name, before.facts(of: $0)) },
            after.services.map { Item($0.code, $0.name, after.facts(of: $0)) }
        )
        elsewhere = Self.changes(
            before.elsewhere.map { Item($0.code, $0.name, before.facts(of: $0)) },
            after.elsewhere.map { Item($0.code, $0.name, after.facts(of: $0)) }
        )
        departments = Self.changes(
            before.departments.map { Item($0.code, $0.name, before.facts(of: $0)) },
            after.departments.map { Item($0.code, $0.name, after.facts(of: $0)) }
        )
        let (needed, now) = (before.layersNeeded, after.layersNeeded)
        layersAdded = now.subtracting(needed).sorted()
        layersDropped = needed.subtracting(now).sorted()
    }

    private struct Item {
        let code: String
        let name: String
        let facts: [CatalogFact]

        init(_ code: String, _ name: LocalizedText, _ facts: [CatalogFact]) {
            self.code = code
            self.name = name.text()
            self.facts = facts
        }
    }

    private static func changes(_ before: [Item], _ after: [Item]) -> [Change] {
        let old = Dictionary(before.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Set(after.map(\.code))
        let now = after.compactMap { item -> Change? in
            guard let was = old[item.code] else {
                return Change(kind: .added, code: item.code, name: item.name, fields: [])
            }
            let fields = Self.fields(was.facts, item.facts)
            return fields.isEmpty ? nil : Change(kind: .changed, code: item.code, name: item.name, fields: fields)
        }
        let gone = before.filter { !new.contains($0.code) }.map {
            Change(kind: .removed, code: $0.code, name: $0.name, fields: [])
        }
        return now + gone
    }

    private static func fields(_ before: [CatalogFact], _ after: [CatalogFact]) -> [Field] {
        let old = Dictionary(before.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let names = after.map(\.name) + before.map(\.name).filter { new[$0] == nil }
        return names.compactMap { name in
            old[name] == new[name] ? nil : Field(name: name, before: old[name], after: new[name])
        }
    }
}
