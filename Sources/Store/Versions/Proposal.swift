public import ServiceRequests

/// What would be in force, not read yet: what is in force now, and what is to replace a part of it.
struct Proposal: Sendable {
    /// What reading a proposal gave.
    enum Result: Sendable {
        /// It is what is in force.
        case unchanged(Publication)
        /// It cannot be used.
        case refused(SnapshotReading)
        /// It can be published.
        case ready(SnapshotSource, RoutingSnapshot, SnapshotReading)
    }

    /// The new catalog, or one that was published.
    enum CatalogPart: Sendable {
        case new(CatalogVersion)
        case published(PublishedCatalog)
    }

    /// The new layers, those that were published, or those in force with some replaced.
    enum GeoDataPart: Sendable {
        case new(GeoData)
        case published(PublishedGeoData)
        case replacing([String], of: PublishedGeoData, by: GeoData)
        case restoring(PublishedGeoData, in: PublishedGeoData)
    }

    /// The code of the jurisdiction it is for.
    let jurisdiction: String
    let catalog: CatalogPart
    let geodata: GeoDataPart
    /// What is in force; nil where nothing is.
    let active: Publication?

    /// Puts the parts together and reads them: long work.
    func read() -> Result {
        var errors: [CatalogError] = []
        func part<Part>(_ make: () throws(CatalogError) -> Part) -> Part? {
            do throws(CatalogError) {
                return try make()
            } catch {
                errors.append(error)
                return nil
            }
        }
        let catalog = part(catalogVersion)
        let geodata = part(wholeGeoData)
        guard let catalog, let geodata else {
            return .refused(SnapshotReading(snapshot: nil, errors: errors, warnings: []))
        }
        let source = SnapshotSource(catalog: catalog, geodata: geodata)
        if let active, active.names(source) { return .unchanged(active) }
        let reading = source.read()
        guard let snapshot = reading.snapshot else { return .refused(reading) }
        let id = snapshot.catalog.jurisdiction.id
        guard id == jurisdiction else {
            let message = "expected the id of its folder, \(jurisdiction), found \(id)"
            let issue = CatalogIssue(file: "jurisdiction.yml", path: "id", message: message)
            return .refused(SnapshotReading(snapshot: nil, errors: [.issues([issue])], warnings: reading.warnings))
        }
        return .ready(source, snapshot, reading)
    }

    private func catalogVersion() throws(CatalogError) -> CatalogVersion {
        switch catalog {
        case .new(let catalog): catalog
        case .published(let published): try published.catalog()
        }
    }

    private func wholeGeoData() throws(CatalogError) -> GeoData {
        switch geodata {
        case .new(let geodata):
            return geodata
        case .published(let published):
            return try published.geodata()
        case .replacing(let ids, let published, let folder):
            return try Self.geodata(published, with: folder.layers.filter { ids.contains($0.id) })
        case .restoring(let restored, let published):
            return try Self.geodata(published, with: try restored.geodata().layers)
        }
    }

    private static func geodata(
        _ published: PublishedGeoData,
        with layers: [LayerVersion]
    ) throws(CatalogError) -> GeoData {
        var geodata = try published.geodata()
        for layer in layers { geodata = try geodata.with(layer) }
        return geodata
    }
}

extension Publication {
    /// Whether it is what would be published from files.
    ///
    /// Settings that cannot be read are not the same as anything.
    public func names(_ source: SnapshotSource) -> Bool {
        catalog == source.catalog.version && hasBoundaries(of: source.geodata)
    }

    /// Whether its boundaries and its map are those of files.
    public func hasBoundaries(of geodata: GeoData) -> Bool {
        layers == geodata.layers.map { Layer(id: $0.id, version: $0.version) }
            && mapFiles == geodata.mapFiles.map { MapFile(file: $0.file, version: $0.version) }
            && (try? GeoData.settings(of: SourceFile(path: "layers.yml", text: settings))) == geodata.settings
    }
}
