/// What `layers.yml` says of one layer: where its file is and which of its properties matter.
public struct LayerDefinition: Sendable, Hashable {
    /// The layer's id, as routing conditions name it: `police_precinct`.
    public let id: String

    /// The layer's name by language code.
    public let names: [String: String]

    /// The GeoJSON file, relative to the folder of `layers.yml`.
    public let file: String

    /// The feature property that holds the boundary's id.
    public let key: String

    /// The feature property that holds the boundary's name; the id is the name where nil.
    public let label: String?

    /// The feature properties kept for routing conditions.
    public let properties: [String]

    /// Its name for a person: in English, else in the first language it has one in, else its id.
    package var englishName: String { names["en"] ?? names.min { $0.key < $1.key }?.value ?? id }

    /// Creates a definition; nothing is read yet.
    public init(
        id: String,
        names: [String: String],
        file: String,
        key: String,
        label: String? = nil,
        properties: [String] = []
    ) {
        self.id = id
        self.names = names
        self.file = file
        self.key = key
        self.label = label
        self.properties = properties
    }
}
