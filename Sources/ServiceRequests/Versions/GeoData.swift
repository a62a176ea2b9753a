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

    /// Reads `layers.yml`, asking for the content of each layer it names.
    ///
    /// Throws `CatalogError.issues` with everything that is wrong with `layers.yml`, and what `content` throws.
    public init(
        layersFile: SourceFile,
        content: (LayerDefinition) throws(CatalogError) -> LayerVersion.Content
    ) throws(CatalogError) {
        let file = try LayersReader.contents(of: layersFile)
        let json = try LayersReader.json(of: layersFile)
        var layers: [LayerVersion] = []
        for (definition, entry) in zip(file.layers, json.layers) {
            layers.append(LayerVersion(definition: definition, entry: entry, content: try content(definition)))
        }
        self.init(settings: json.settings, extent: file.extent, layers: layers)
    }

    /// Everything of a `layers.yml` but its layers, as `settings` has it.
    public static func settings(of layersFile: SourceFile) throws(CatalogError) -> String {
        try LayersReader.json(of: layersFile).settings
    }

    private init(settings: String, extent: BoundingBox?, layers: [LayerVersion]) {
        self.settings = settings
        self.extent = extent
        self.layers = layers
    }

    /// The same with one layer replaced by another version of it, or with the layer at the end where it was not there.
    public func with(_ layer: LayerVersion) -> GeoData {
        var layers = layers
        if let position = layers.firstIndex(where: { $0.id == layer.id }) {
            layers[position] = layer
        } else {
            layers.append(layer)
        }
        return GeoData(settings: settings, extent: extent, layers: layers)
    }
}
