/// One thing a catalog says of a service or a department, as people read and compare it.
public struct CatalogFact: Sendable, Hashable {
    /// What is said: "Name in en", "Rule 2".
    public let name: String
    /// As a text.
    public let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    static func texts(_ name: String, _ text: LocalizedText?) -> [CatalogFact] {
        (text?.translations ?? [:]).sorted { $0.key < $1.key }.map { CatalogFact("\(name) (\($0.key))", $0.value) }
    }

    static func words(_ name: String, _ words: [String: [String]]) -> [CatalogFact] {
        words.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map {
            CatalogFact("\(name) (\($0.key))", $0.value.joined(separator: ", "))
        }
    }
}
