import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Publications {
    /// The statements that write the catalog, the layers and the files of the map that were never written before, whole.
    ///
    /// What is there already is neither sent nor written again.
    func newVersions(of source: SnapshotSource, origin: String) async throws(PostgresError) -> [SQL] {
        let layers = try await missing(source.geodata.layers)
        let files = try await missing(source.geodata.mapFiles)
        return [Self.insert(source.catalog, origin: origin, jurisdiction: jurisdiction)]
            + layers.compactMap { Self.insert($0, origin: origin, jurisdiction: jurisdiction) }
            + files.compactMap { Self.insert($0, origin: origin, jurisdiction: jurisdiction) }
    }

    /// The layers whose version was never published, so that only their files are sent.
    private func missing(_ layers: [LayerVersion]) async throws(PostgresError) -> [LayerVersion] {
        let there = try await pool.query(
            """
            SELECT v.layer, v.version
              FROM unnest(\(layers.map(\.id))::text[], \(layers.map(\.version))::text[]) AS wanted (layer, version)
              JOIN layer_version v
                ON v.jurisdiction = \(jurisdiction.number) AND v.layer = wanted.layer AND v.version = wanted.version
            """
        ) { row throws(PostgresError) in
            let (id, version) = try row.decode(String.self, String.self)
            return Publication.Layer(id: id, version: version)
        }
        return layers.filter { !there.contains(Publication.Layer(id: $0.id, version: $0.version)) }
    }

    /// The files of the map whose bytes were never published.
    private func missing(_ files: [MapFileVersion]) async throws(PostgresError) -> [MapFileVersion] {
        let there = try await pool.query(
            """
            SELECT version FROM map_file_version
             WHERE jurisdiction = \(jurisdiction.number) AND version = ANY(\(files.map(\.version))::text[])
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
        return files.filter { !there.contains($0.version) }
    }

    // Compared by the whole hash: a twin of the twelve digits breaks the key, loudly.
    private static func insert(_ catalog: CatalogVersion, origin: String, jurisdiction: JurisdictionRow) -> SQL {
        """
        INSERT INTO catalog_version (jurisdiction, version, sha256, source, files)
        SELECT \(jurisdiction.number), \(catalog.version), \(catalog.sha256), \(origin),
               jsonb_object(\(catalog.files.map(\.path))::text[], \(catalog.files.map(\.text))::text[])
         WHERE NOT EXISTS (
             SELECT FROM catalog_version WHERE jurisdiction = \(jurisdiction.number) AND sha256 = \(catalog.sha256)
         )
        """
    }

    private static func insert(_ layer: LayerVersion, origin: String, jurisdiction: JurisdictionRow) -> SQL? {
        guard case .bytes(let data) = layer.content, let sha256 = layer.sha256 else { return nil }
        return """
            INSERT INTO layer_version (jurisdiction, layer, version, sha256, source, definition, body)
            SELECT \(jurisdiction.number), \(layer.id), \(layer.version), \(sha256), \(origin),
                   \(JSONText(layer.entry)), \([UInt8](data))
             WHERE NOT EXISTS (
                 SELECT FROM layer_version
                  WHERE jurisdiction = \(jurisdiction.number) AND layer = \(layer.id) AND sha256 = \(sha256)
             )
            """
    }

    private static func insert(_ file: MapFileVersion, origin: String, jurisdiction: JurisdictionRow) -> SQL? {
        guard case .bytes(let data) = file.content, let sha256 = file.sha256 else { return nil }
        return """
            INSERT INTO map_file_version (jurisdiction, version, sha256, source, body)
            SELECT \(jurisdiction.number), \(file.version), \(sha256), \(origin), \([UInt8](data))
             WHERE NOT EXISTS (
                 SELECT FROM map_file_version WHERE jurisdiction = \(jurisdiction.number) AND sha256 = \(sha256)
             )
            """
    }
}
