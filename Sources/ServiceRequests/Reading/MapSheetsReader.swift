internal import Boundaries

/// Reads the `map` of `layers.yml`; `LayersReader` says what is in it.
enum MapSheetsReader {
    private static let keys = ["id", "kind", "name", "file", "label", "layer", "property", "values"]

    /// The sheets that are right; what is wrong with the others is reported.
    static func sheets(_ list: YAMLValue, layers: [LayerDefinition]) -> [MapSheetDefinition] {
        var sheets: [MapSheetDefinition] = []
        for value in list.list(of: "sheets", isEmptyAllowed: true) ?? [] {
            guard let sheet = sheet(value, layers: layers) else { continue }
            if sheets.contains(where: { $0.id == sheet.id }) {
                value.report("expected every sheet's id once, found “\(sheet.id)” again")
            }
            sheets.append(sheet)
        }
        return sheets
    }

    private static func sheet(_ value: YAMLValue, layers: [LayerDefinition]) -> MapSheetDefinition? {
        guard let fields = value.fields("a sheet", keys) else { return nil }
        let id = fields.required("id")?.code("a sheet's id", allowing: "_")
        let kind = fields.required("kind")?.choice("a sheet's kind", as: MapSheetDefinition.Kind.self)
        let name = fields["name"].map { $0.localized() }
        let origin = origin(fields, layers: layers)
        guard let id, let kind, let origin, name != .some(nil) else { return nil }
        return MapSheetDefinition(id: id, kind: kind, origin: origin, names: name??.translations ?? [:])
    }

    private static func origin(_ fields: YAMLFields, layers: [LayerDefinition]) -> MapSheetDefinition.Origin? {
        guard (fields["file"] == nil) != (fields["layer"] == nil) else {
            let found = fields["file"] == nil ? "none" : "both"
            fields.owner.report("expected either “file” or “layer”, found \(found)")
            return nil
        }
        let isFile = fields["file"] != nil
        let foreign = fields.present(isFile ? ["property", "values"] : ["label"])
        for key in foreign {
            fields[key]?.report("expected “\(key)” only beside “\(isFile ? "layer" : "file")”, found it without")
        }
        guard foreign.isEmpty else { return nil }
        return isFile ? file(fields) : layer(fields, among: layers)
    }

    private static func file(_ fields: YAMLFields) -> MapSheetDefinition.Origin? {
        let label = fields["label"].map { $0.text("a property's name") }
        guard let file = fields["file"]?.fileName(), label != .some(nil) else { return nil }
        return .file(file, label: label ?? nil)
    }

    private static func layer(_ fields: YAMLFields, among layers: [LayerDefinition]) -> MapSheetDefinition.Origin? {
        let layer = fields["layer"]?.code("a layer's id", allowing: "_")
        let property = fields.required("property")?.text("a property's name")
        let values = fields.required("values")?.texts(of: "values")
        guard let layer, let property, let values else { return nil }
        guard let definition = layers.first(where: { $0.id == layer }) else {
            let hint = didYouMean(layer, among: layers.map(\.id))
            fields["layer"]?.report("expected the id of a layer above, found “\(layer)”\(hint)")
            return nil
        }
        guard definition.properties.contains(property) else {
            fields["property"]?.report("expected a property that \(layer) keeps, found “\(property)”")
            return nil
        }
        return .layer(layer, property: property, values: values)
    }
}
