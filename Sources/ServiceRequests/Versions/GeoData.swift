public import Boundaries

/// A jurisdiction's boundaries as files: what `layers.yml` and the files beside it say, nothing checked but the former.
public struct GeoData: Sendable {
    /// Everything of `layers.yml` but its layers, as JSON with sorted keys, every scalar a text.
    ///
    /// What this program does not know yet is kept too.
    public let settings: String
    /// Where every position must lie; nil accepts any place on the earth.
    public let extent: BoundingBox?
    /// The layers, in their order.
    public let layers: [LayerVersion]
    /// The sheets of the map, in their order.
    public let map: [MapSheetDefinition]
    /// The files the map is drawn from, each once, by name.
    public let mapFiles: [MapFileVersion]

    /// Reads `layers.yml`, asking for the content of each layer and of each file of the map it names.
    ///
    /// Throws `CatalogError.issues` with everything that is wrong with `layers.yml`, and what `content` and `mapFile`
    /// throw. A file for which `mapFile` gives nil is not among `mapFiles`, and the map is drawn without it.
    public init(
        layersFile: SourceFile,
        content: (LayerDefinition) throws(CatalogError) -> LayerVersion.Content,
        mapFile: (_ name: String) throws(CatalogError) -> MapFileVersion.Content?
    ) throws(CatalogError) {
        let file = try LayersReader.contents(of: layersFile)
        let json = try LayersReader.json(of: layersFile)
        var layers: [LayerVersion] = []
        for (definition, entry) in zip(file.layers, json.layers) {
            layers.append(LayerVersion(definition: definition, entry: entry, content: try content(definition)))
        }
        var files: [MapFileVersion] = []
        for name in Set(file.map.compactMap(\.file)).sorted() {
            guard let content = try mapFile(name) else { continue }
            files.append(MapFileVersion(file: name, content: content))
        }
        self.init(settings: json.settings, extent: file.extent, layers: layers, map: file.map, mapFiles: files)
    }

    /// Everything of a `layers.yml` but its layers, as `settings` has it.
    public static func settings(of layersFile: SourceFile) throws(CatalogError) -> String {
        try LayersReader.json(of: layersFile).settings
    }

    private init(
        settings: String,
        extent: BoundingBox?,
        layers: [LayerVersion],
        map: [MapSheetDefinition],
        mapFiles: [MapFileVersion]
    ) {
        self.settings = settings
        self.extent = extent
        self.layers = layers
        self.map = map
        self.mapFiles = mapFiles
    }

    /// `layers.yml` put together again of everything but the layers and the layers' entries; JSON is YAML.
    public static func layersFile(settings: String, entries: [String]) -> SourceFile {
        let entries = "\"layers\": [\(entries.joined(separator: ", "))]"
        let text = settings == "{}" ? "{\(entries)}" : "\(settings.dropLast()), \(entries)}"
        return SourceFile(path: "layers.yml", text: text)
    }

    /// The same with one layer replaced by another version of it, or with the layer at the end where it was not there.
    ///
    /// Throws `CatalogError.issues` when the map no longer fits the layers: it may ask for a property of one.
    public func with(_ layer: LayerVersion) throws(CatalogError) -> GeoData {
        var layers = layers
        if let position = layers.firstIndex(where: { $0.id == layer.id }) {
            layers[position] = layer
        } else {
            layers.append(layer)
        }
        let file = try LayersReader.contents(of: Self.layersFile(settings: settings, entries: layers.map(\.entry)))
        return GeoData(settings: settings, extent: extent, layers: layers, map: file.map, mapFiles: mapFiles)
    }
}
