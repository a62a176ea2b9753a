import Boundaries
import Postgres
import ServiceRequests

/// The catalog in force with layers as they were: what decided, but for the boundaries.
struct EarlierBoundaries {
    /// Sets of versions that are kept, and with them their layers; after many publications there may be many among the
    /// open requests.
    private static let kept = 4

    private let publications: Publications
    private let current: RoutingSnapshot
    private var layers: [Publication.Layer: BoundaryLayer] = [:]
    private var assigners: [[Publication.Layer]: Assigner] = [:]

    init(publications: Publications, current: RoutingSnapshot) {
        self.publications = publications
        self.current = current
    }

    /// What decides with some layers in other versions than those in force; long work the first time.
    mutating func assigner(with versions: [Publication.Layer]) async throws(StoreError) -> Assigner {
        if let known = assigners[versions] { return known }
        var replaced = current.index.layers
        for version in versions {
            let layer = try await layer(version)
            if let position = replaced.firstIndex(where: { $0.id == layer.id }) {
                replaced[position] = layer
            } else {
                replaced.append(layer)
            }
        }
        let index: BoundaryIndex
        do throws(BoundaryError) {
            index = try await BoundaryIndex.build(layers: replaced, tolerance: current.index.tolerance)
        } catch {
            throw Self.unusable(error)
        }
        if assigners.count >= Self.kept {
            assigners.removeAll()
            layers = layers.filter { versions.contains($0.key) }
        }
        let assigner = Assigner(snapshot: RoutingSnapshot(catalog: current.catalog, index: index))
        assigners[versions] = assigner
        return assigner
    }

    private mutating func layer(_ version: Publication.Layer) async throws(StoreError) -> BoundaryLayer {
        if let known = layers[version] { return known }
        let published = try await publications.geodata([version], mapFiles: [], settings: "{}")
        let read: [BoundaryLayer]
        do throws(CatalogError) {
            read = try await OwnThread.run { () throws(CatalogError) in try published.geodata().readLayers() }
        } catch {
            throw Self.unusable(error)
        }
        guard let layer = read.first else { throw Self.unusable("expected version \(version.version), found none") }
        layers[version] = layer
        return layer
    }

    /// What was published once can be read again, unless somebody has changed the tables.
    private static func unusable(_ reason: some CustomStringConvertible) -> StoreError {
        .refused(PostgresError(.decoding, detail: "expected boundaries as they were published: \(reason)"))
    }
}
