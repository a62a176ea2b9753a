import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Publications {
    /// What a publication is to say beside its content.
    struct Draft: Sendable {
        let kind: Publication.Kind
        let actor: String
        let note: String?
        /// Where the files were read.
        let origin: String
        /// The number of the publication it is to come after; nil where it is to be the first.
        let previous: Int?
    }

    /// Writes a publication, with the versions it is the first to name, and tells every server; all of it or nothing.
    ///
    /// Gives nil, and writes nothing, when another one came first.
    func record(_ draft: Draft, _ source: SnapshotSource) async throws(StoreError) -> Publication? {
        let layers = source.geodata.layers
        let mapFiles = source.geodata.mapFiles
        return try await stored { () throws(PostgresError) in
            let missing = try await self.missing(layers)
            let missingFiles = try await self.missing(mapFiles)
            return try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                // One publisher of a jurisdiction at a time; nothing else locks this row.
                try connection.execute(
                    """
                    SELECT FROM jurisdiction WHERE jurisdiction = \(jurisdiction.number) FOR NO KEY UPDATE
                    """
                )
                let latest = try connection.first(
                    "SELECT max(publication) FROM publication WHERE jurisdiction = \(jurisdiction.number)"
                ) { row throws(PostgresError) in try row.decode(Int?.self) }
                guard latest == .some(draft.previous) else { return nil }
                try connection.execute(Self.insert(source.catalog, draft, jurisdiction: jurisdiction))
                for layer in missing {
                    if let insert = Self.insert(layer, draft, jurisdiction: jurisdiction) {
                        try connection.execute(insert)
                    }
                }
                for file in missingFiles {
                    if let insert = Self.insert(file, draft, jurisdiction: jurisdiction) {
                        try connection.execute(insert)
                    }
                }
                let number = (draft.previous ?? 0) + 1
                try connection.execute(
                    """
                    WITH publication AS (
                        INSERT INTO publication (jurisdiction, publication, kind, actor, note, catalog, geodata)
                        VALUES (
                            \(jurisdiction.number), \(number), \(draft.kind.rawValue), \(draft.actor), \(draft.note),
                            \(source.catalog.version), \(JSONText(source.geodata.settings))
                        )
                    ), map_file AS (
                        INSERT INTO publication_map_file (jurisdiction, publication, file, version)
                        SELECT \(jurisdiction.number), \(number), file, version
                          FROM unnest(\(mapFiles.map(\.file))::text[], \(mapFiles.map(\.version))::text[])
                               AS m (file, version)
                    )
                    INSERT INTO publication_layer (jurisdiction, publication, position, layer, version)
                    SELECT \(jurisdiction.number), \(number), position, layer, version
                      FROM unnest(\(layers.map(\.id))::text[], \(layers.map(\.version))::text[])
                           WITH ORDINALITY AS l (layer, version, position)
                    """
                )
                try connection.execute("SELECT pg_notify(\(Self.channel), \(jurisdiction.code))")
                return try connection.first(
                    Self.select(jurisdiction, "AND p.publication = \(number)"),
                    Self.publication
                )
            }
        }
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
    private static func insert(_ catalog: CatalogVersion, _ draft: Draft, jurisdiction: JurisdictionRow) -> SQL {
        """
        INSERT INTO catalog_version (jurisdiction, version, sha256, source, files)
        SELECT \(jurisdiction.number), \(catalog.version), \(catalog.sha256), \(draft.origin),
               jsonb_object(\(catalog.files.map(\.path))::text[], \(catalog.files.map(\.text))::text[])
         WHERE NOT EXISTS (
             SELECT FROM catalog_version WHERE jurisdiction = \(jurisdiction.number) AND sha256 = \(catalog.sha256)
         )
        """
    }

    private static func insert(_ layer: LayerVersion, _ draft: Draft, jurisdiction: JurisdictionRow) -> SQL? {
        guard case .bytes(let data) = layer.content, let sha256 = layer.sha256 else { return nil }
        return """
            INSERT INTO layer_version (jurisdiction, layer, version, sha256, source, definition, body)
            SELECT \(jurisdiction.number), \(layer.id), \(layer.version), \(sha256), \(draft.origin),
                   \(JSONText(layer.entry)), \([UInt8](data))
             WHERE NOT EXISTS (
                 SELECT FROM layer_version
                  WHERE jurisdiction = \(jurisdiction.number) AND layer = \(layer.id) AND sha256 = \(sha256)
             )
            """
    }

    private static func insert(_ file: MapFileVersion, _ draft: Draft, jurisdiction: JurisdictionRow) -> SQL? {
        guard case .bytes(let data) = file.content, let sha256 = file.sha256 else { return nil }
        return """
            INSERT INTO map_file_version (jurisdiction, version, sha256, source, body)
            SELECT \(jurisdiction.number), \(file.version), \(sha256), \(draft.origin), \([UInt8](data))
             WHERE NOT EXISTS (
                 SELECT FROM map_file_version WHERE jurisdiction = \(jurisdiction.number) AND sha256 = \(sha256)
             )
            """
    }
}
