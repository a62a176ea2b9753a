public import Boundaries

/// Reads `layers.yml`, which says what a jurisdiction's boundary files are.
///
/// A map with `layers`, a list of
///
/// - `id`: the layer's id, as catalogs name it: `police_precinct`
/// - `name`: by language
/// - `file`: the GeoJSON file beside `layers.yml`
/// - `key`: the feature property that holds a boundary's id
/// - `label`: optional, the one that holds its name
/// - `properties`: optional, those that conditions may ask for
public enum LayersReader {
    /// Reads the definitions, in their order.
    ///
    /// Throws `CatalogError.issues` with everything that is wrong.
    public static func read(_ file: SourceFile) throws(CatalogError) -> [LayerDefinition] {
        let log = IssueLog()
        let fields = YAMLValue.root(of: file, log: log)?.fields("a map", ["layers"])
        let list = fields?.required("layers")?.list(of: "layers") ?? []
        var definitions: [LayerDefinition] = []
        for value in list {
            guard let definition = definition(value) else { continue }
            if definitions.contains(where: { $0.id == definition.id }) {
                value.report("expected every layer's id once, found “\(definition.id)” again")
            }
            definitions.append(definition)
        }
        guard log.isClean else { throw .issues(log.issues.inOrder) }
        return definitions
    }

    private static func definition(_ value: YAMLValue) -> LayerDefinition? {
        let keys = ["id", "name", "file", "key", "label", "properties"]
        guard let fields = value.fields("a layer", keys) else { return nil }
        let id = fields.required("id")?.code("a layer's id", allowing: "_")
        let name = fields.required("name")?.localized()
        let file = fields.required("file").flatMap { fileName($0) }
        let key = fields.required("key")?.text("a property's name")
        let label = fields["label"].map { $0.text("a property's name") }
        let properties = fields["properties"].map { $0.texts(of: "property names", isEmptyAllowed: true) } ?? []
        guard let id, let name, let file, let key, label != .some(nil), let properties else { return nil }
        return LayerDefinition(
            id: id,
            names: name.translations,
            file: file,
            key: key,
            label: label ?? nil,
            properties: properties
        )
    }

    /// A file beside `layers.yml`, so that a definition cannot reach out of its folder.
    private static func fileName(_ value: YAMLValue) -> String? {
        guard let name = value.text("a file's name") else { return nil }
        if !name.contains("/"), !name.contains("\0"), !name.hasPrefix(".") { return name }
        value.expected("the name of a file beside layers.yml")
        return nil
    }
}
