import ServiceRequests

/// What a publication has, without when and by whom it came: one version of everything.
public struct PublicationContent: Sendable, Hashable {
    /// The catalog's version.
    public let catalog: String
    /// The layers, in the order of `layers.yml`.
    public let layers: [Publication.Layer]
    /// The files the map is drawn from, by name.
    public let mapFiles: [Publication.MapFile]
    /// `layers.yml` but for its layers, as JSON.
    public let settings: String

    /// Names one version of everything.
    public init(
        catalog: String,
        layers: [Publication.Layer],
        mapFiles: [Publication.MapFile],
        settings: String
    ) {
        self.catalog = catalog
        self.layers = layers
        self.mapFiles = mapFiles
        self.settings = settings
    }

    /// What files have.
    init(_ source: SnapshotSource) {
        self.init(
            catalog: source.catalog.version,
            layers: source.geodata.layers.map { Publication.Layer(id: $0.id, version: $0.version) },
            mapFiles: source.geodata.mapFiles.map { Publication.MapFile(file: $0.file, version: $0.version) },
            settings: source.geodata.settings
        )
    }

    /// The version of a layer; nil where the layer is not part of it.
    public func version(of layer: String) -> String? {
        layers.first { $0.id == layer }?.version
    }

    /// Whether the map and the settings are the same, however the settings are spelled.
    ///
    /// Settings that cannot be read are not the same as any others.
    func hasGround(of other: PublicationContent) -> Bool {
        guard mapFiles == other.mapFiles else { return false }
        guard settings != other.settings else { return true }
        guard let one = try? GeoData.settings(of: SourceFile(path: "layers.yml", text: settings)) else { return false }
        return one == (try? GeoData.settings(of: SourceFile(path: "layers.yml", text: other.settings)))
    }
}
