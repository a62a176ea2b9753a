internal import Boundaries

/// Everything a snapshot is read from: a catalog and the layers it is to be used with.
public struct SnapshotSource: Sendable {
    /// The catalog's files.
    public var catalog: CatalogVersion
    /// The layers and their files.
    public var geodata: GeoData

    /// Pairs the two; whether they fit shows when they are read.
    public init(catalog: CatalogVersion, geodata: GeoData) {
        self.catalog = catalog
        self.geodata = geodata
    }

    /// Reads and checks the catalog, every layer and every sheet of the map that is not published yet, holds them
    /// together, and indexes the boundaries.
    ///
    /// Long work, about half a second for a large city, part of it in GEOS: call it off Swift's cooperative threads.
    /// The catalog and the boundaries are read whatever the other says, so that one reading finds all there is. A catalog
    /// that is known already in the same version is not read again.
    public func read(knowing known: Catalog? = nil) -> SnapshotReading {
        var errors: [CatalogError] = []
        let layers = readLayers(&errors)
        let catalog: Catalog
        do {
            if let known, known.version == self.catalog.version {
                catalog = known
            } else {
                catalog = try CatalogReader().read(self.catalog.files)
            }
        } catch {
            return SnapshotReading(snapshot: nil, errors: errors + [error], warnings: [])
        }
        guard let layers else { return SnapshotReading(snapshot: nil, errors: errors, warnings: []) }
        var issues = CatalogLint.issues(in: catalog, layers: layers)
        // Only the files know their lines, and reading them a second time is only worth it where there is something.
        if !issues.isEmpty { issues = CatalogLint.issues(in: self.catalog.files, layers: layers) }
        let wrong = issues.filter { $0.severity == .error }
        let warnings = issues.filter { $0.severity == .warning }
        guard wrong.isEmpty else {
            return SnapshotReading(snapshot: nil, errors: [.issues(wrong)], warnings: warnings)
        }
        do {
            let index = try BoundaryIndex(layers: layers, tolerance: catalog.jurisdiction.tolerance)
            let snapshot = RoutingSnapshot(catalog: catalog, index: index)
            return SnapshotReading(snapshot: snapshot, errors: [], warnings: warnings)
        } catch {
            return SnapshotReading(snapshot: nil, errors: [.boundaries(error)], warnings: warnings)
        }
    }

    /// The layers, nil where one of them cannot be read.
    private func readLayers(_ errors: inout [CatalogError]) -> [BoundaryLayer]? {
        var layers: [BoundaryLayer] = []
        var faults: [BoundaryFault] = []
        for layer in geodata.layers {
            do {
                layers.append(try layer.boundaries(within: geodata.extent))
            } catch .faults(let more) {
                faults += more
            } catch {
                errors.append(.boundaries(error))
            }
        }
        faults += mapFaults(&errors)
        if !faults.isEmpty { errors.append(.boundaries(.faults(faults))) }
        return errors.isEmpty ? layers : nil
    }

    /// What is wrong with the sheets that are drawn from files that are here.
    private func mapFaults(_ errors: inout [CatalogError]) -> [BoundaryFault] {
        var faults: [BoundaryFault] = []
        for definition in geodata.map {
            guard let file = geodata.mapFiles.first(where: { $0.file == definition.file }),
                case .bytes(let data) = file.content
            else { continue }
            do {
                _ = try MapSheet(data: data, definition: definition, extent: geodata.extent)
            } catch .faults(let more) {
                faults += more
            } catch {
                errors.append(.boundaries(error))
            }
        }
        return faults
    }
}
