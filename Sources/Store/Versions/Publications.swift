import Boundaries
public import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a jurisdiction has published.
public struct Publications: Sendable {
    /// The channel on which each publication is told, with the jurisdiction's code.
    public static let channel = "dispatch311_published"

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// Reads and writes through a pool it does not own.
    public init(pool: PostgresPool, jurisdiction: JurisdictionRow) {
        self.pool = pool
        self.jurisdiction = jurisdiction
    }

    /// What is in force; nil where nothing was ever published.
    public func active() async throws(StoreError) -> Publication? {
        try await stored { () throws(PostgresError) in
            try await pool.first(Self.select(jurisdiction, "ORDER BY p.publication DESC LIMIT 1"), Self.publication)
        }
    }

    /// Every publication, newest first.
    public func all() async throws(StoreError) -> [Publication] {
        try await stored { () throws(PostgresError) in
            try await pool.query(Self.select(jurisdiction, "ORDER BY p.publication DESC"), Self.publication)
        }
    }

    /// A catalog by its version; nil where it was never published.
    public func catalog(_ version: String) async throws(StoreError) -> PublishedCatalog? {
        let files = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT f.key, f.value FROM catalog_version v CROSS JOIN LATERAL jsonb_each_text(v.files) AS f
                 WHERE v.jurisdiction = \(jurisdiction.number) AND v.version = \(version)
                """
            ) { row throws(PostgresError) in
                let (path, text) = try row.decode(String.self, String.self)
                return SourceFile(path: path, text: text)
            }
        }
        return files.isEmpty ? nil : PublishedCatalog(version: version, files: files)
    }

    /// What a publication has of boundaries and map.
    ///
    /// The files of the layers that are in `snapshot` in the same version are not read again, and those of the map not
    /// at all: `sheets` reads them when the map is drawn.
    public func geodata(
        of publication: Publication,
        knowing snapshot: RoutingSnapshot? = nil
    ) async throws(StoreError) -> PublishedGeoData {
        try await geodata(
            publication.layers,
            mapFiles: publication.mapFiles,
            settings: publication.settings,
            knowing: snapshot
        )
    }

    /// What some content has of boundaries and map; versions that were never written down are missing.
    public func geodata(of content: PublicationContent) async throws(StoreError) -> PublishedGeoData {
        try await geodata(content.layers, mapFiles: content.mapFiles, settings: content.settings)
    }

    /// Layers by their versions, with the map and the settings they are to stand beside.
    func geodata(
        _ layers: [Publication.Layer],
        mapFiles: [Publication.MapFile],
        settings: String,
        knowing snapshot: RoutingSnapshot? = nil
    ) async throws(StoreError) -> PublishedGeoData {
        let known = snapshot?.index.layers ?? []
        let isKnown = layers.map { layer in known.contains { $0.id == layer.id && $0.version == layer.version } }
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT v.layer, v.version, v.definition::text, CASE WHEN NOT wanted.is_known THEN v.body END
                  FROM unnest(\(layers.map(\.id))::text[], \(layers.map(\.version))::text[], \(isKnown)::boolean[])
                       WITH ORDINALITY AS wanted (layer, version, is_known, position)
                  JOIN layer_version v ON v.jurisdiction = \(jurisdiction.number)
                   AND v.layer = wanted.layer AND v.version = wanted.version
                 ORDER BY wanted.position
                """
            ) { row throws(PostgresError) in
                let (id, version, entry, body) = try row.decode(String.self, String.self, String.self, [UInt8]?.self)
                return PublishedGeoData.Layer(id: id, version: version, entry: entry, body: body)
            }
        }
        return PublishedGeoData(settings: settings, layers: found, mapFiles: mapFiles, known: known)
    }

    static func select(_ jurisdiction: JurisdictionRow, _ rest: SQL) -> SQL {
        """
        SELECT p.publication, p.published_at, p.kind, p.actor, p.note, p.catalog, p.geodata::text,
               ARRAY(
                   SELECT l.layer FROM publication_layer l
                    WHERE l.jurisdiction = p.jurisdiction AND l.publication = p.publication ORDER BY l.position
               ),
               ARRAY(
                   SELECT l.version FROM publication_layer l
                    WHERE l.jurisdiction = p.jurisdiction AND l.publication = p.publication ORDER BY l.position
               ),
               ARRAY(
                   SELECT m.file FROM publication_map_file m
                    WHERE m.jurisdiction = p.jurisdiction AND m.publication = p.publication ORDER BY m.file COLLATE "C"
               ),
               ARRAY(
                   SELECT m.version FROM publication_map_file m
                    WHERE m.jurisdiction = p.jurisdiction AND m.publication = p.publication ORDER BY m.file COLLATE "C"
               ),
               (
                   SELECT min(same.published_at) FROM publication same
                    WHERE same.jurisdiction = p.jurisdiction AND same.publication <= p.publication
                      AND same.publication > coalesce((
                              SELECT max(other.publication) FROM publication other
                               WHERE other.jurisdiction = p.jurisdiction AND other.publication < p.publication
                                 AND other.catalog <> p.catalog
                          ), 0)
               )
          FROM publication p WHERE p.jurisdiction = \(jurisdiction.number) \(rest)
        """
    }

    static func publication(_ row: borrowing Row) throws -> Publication {
        let (number, at, kind, actor, note, catalog, settings, layers, versions, files, fileVersions, since) =
            try row.decode(
                Int.self,
                Date.self,
                String.self,
                String.self,
                String?.self,
                String.self,
                String.self,
                [String].self,
                [String].self,
                [String].self,
                [String].self,
                Date.self
            )
        guard let kind = Publication.Kind(rawValue: kind) else {
            throw PostgresError(.decoding, detail: "expected a kind of publication, found \(kind)")
        }
        return Publication(
            number: number,
            publishedAt: at,
            kind: kind,
            actor: actor,
            note: note,
            catalog: catalog,
            catalogSince: since,
            layers: zip(layers, versions).map { Publication.Layer(id: $0, version: $1) },
            mapFiles: zip(files, fileVersions).map { Publication.MapFile(file: $0, version: $1) },
            settings: settings
        )
    }
}

extension Publications {
    /// Where the files of layers were read when they were published, by layer.
    public func origins(of layers: [Publication.Layer]) async throws(StoreError) -> [String: String] {
        let found = try await stored { () throws(PostgresError) in
            try await pool.query(
                """
                SELECT v.layer, v.source
                  FROM unnest(\(layers.map(\.id))::text[], \(layers.map(\.version))::text[]) AS wanted (layer, version)
                  JOIN layer_version v ON v.jurisdiction = \(jurisdiction.number)
                   AND v.layer = wanted.layer AND v.version = wanted.version
                """
            ) { row throws(PostgresError) in
                let (layer, source) = try row.decode(String.self, String.self)
                return Origin(layer: layer, source: source)
            }
        }
        return Dictionary(found.map { ($0.layer, $0.source) }, uniquingKeysWith: { first, _ in first })
    }

    private struct Origin: Sendable {
        let layer: String
        let source: String
    }
}
