public import Boundaries

/// Reads `layers.yml`, which says what a jurisdiction's boundary files are.
///
/// A map with `extent`, optional: `[west, south, east, north]` in degrees, a box a little larger than the
/// jurisdiction, so that a file whose latitudes and longitudes are swapped is refused though both are in range; and
/// with `layers`, a list of
///
/// - `id`: the layer's id, as catalogs name it: `police_precinct`
/// - `name`: by language
/// - `file`: the GeoJSON file beside `layers.yml`
/// - `key`: the feature property that holds a boundary's id
/// - `label`: optional, the one that holds its name
/// - `properties`: optional, those that conditions may ask for
///
/// and, optional, with `map`: a list of sheets, which are drawn on the map and decide nothing, each with
///
/// - `id`: the sheet's id
/// - `kind`: block, park, airport, water or street
/// - `name`: optional, by language
/// - `file`: a GeoJSON file beside `layers.yml`, of polygons or lines, and optionally `label`, the property that holds
///   a shape's name; or
/// - `layer`, `property` and `values`: the boundaries of a layer above whose property has one of the values
public enum LayersReader {
    /// Reads the definitions, in their order.
    ///
    /// Throws `CatalogError.issues` with everything that is wrong.
    public static func read(_ file: SourceFile) throws(CatalogError) -> [LayerDefinition] {
        try contents(of: file).layers
    }

    /// Reads the whole file: the definitions and the extent.
    ///
    /// Throws `CatalogError.issues` with everything that is wrong.
    public static func contents(of file: SourceFile) throws(CatalogError) -> LayersFile {
        let log = IssueLog()
        let fields = YAMLValue.root(of: file, log: log)?.fields("a map", ["extent", "layers", "map"])
        let extent = fields?["extent"].flatMap { Self.extent($0) }
        let list = fields?.required("layers")?.list(of: "layers") ?? []
        var definitions: [LayerDefinition] = []
        for value in list {
            guard let definition = definition(value) else { continue }
            if definitions.contains(where: { $0.id == definition.id }) {
                value.report("expected every layer's id once, found “\(definition.id)” again")
            }
            definitions.append(definition)
        }
        let sheets = fields?["map"].map { MapSheetsReader.sheets($0, layers: definitions) } ?? []
        guard log.isClean else { throw .issues(log.issues.inOrder) }
        return LayersFile(extent: extent, layers: definitions, map: sheets)
    }

    /// The four edges in GeoJSON's order (RFC 7946, section 5).
    private static func extent(_ value: YAMLValue) -> BoundingBox? {
        let what = "[west, south, east, north] in degrees"
        guard let edges = value.list(of: what) else { return nil }
        guard edges.count == 4 else {
            value.report("expected four numbers, \(what), found \(edges.count)")
            return nil
        }
        let numbers = zip(edges, [180, 90, 180, 90]).map { edge, limit in edge.number(in: -limit...limit) }
        guard let west = numbers[0], let south = numbers[1], let east = numbers[2], let north = numbers[3] else {
            return nil
        }
        if west >= east { value.report("expected west to be less than east, found \(west) and \(east)") }
        if south >= north { value.report("expected south to be less than north, found \(south) and \(north)") }
        guard west < east, south < north,
            let low = try? Coordinate(latitude: south, longitude: west),
            let high = try? Coordinate(latitude: north, longitude: east)
        else { return nil }
        return BoundingBox(low, high)
    }

    private static func definition(_ value: YAMLValue) -> LayerDefinition? {
        let keys = ["id", "name", "file", "key", "label", "properties"]
        guard let fields = value.fields("a layer", keys) else { return nil }
        let id = fields.required("id")?.code("a layer's id", allowing: "_")
        let name = fields.required("name")?.localized()
        let file = fields.required("file").flatMap { $0.fileName() }
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
}
