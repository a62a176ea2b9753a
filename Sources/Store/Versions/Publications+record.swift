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
        /// What was scheduled and comes into force by it; nil where somebody publishes.
        let scheduled: Int?
        /// The number of the publication it is to come after; nil where it is to be the first.
        let previous: Int?
    }

    /// Writes a publication, with the versions it is the first to name, and tells every server; all of it or nothing.
    ///
    /// Gives nil, and writes nothing, when another one came first, or when what was scheduled has ended meanwhile.
    func record(_ draft: Draft, _ source: SnapshotSource) async throws(StoreError) -> Publication? {
        let layers = source.geodata.layers
        let mapFiles = source.geodata.mapFiles
        return try await stored { () throws(PostgresError) in
            let versions = try await newVersions(of: source, origin: draft.origin)
            return try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                guard try jurisdiction.lock(whenLatestIs: draft.previous, on: connection) else { return nil }
                let number = (draft.previous ?? 0) + 1
                if let scheduled = draft.scheduled {
                    // Locked before anything is written, so that whoever withdraws it comes before or after all of this.
                    let waits = try connection.first(
                        """
                        SELECT true FROM scheduled_publication
                         WHERE jurisdiction = \(jurisdiction.number) AND scheduled = \(scheduled) AND outcome IS NULL
                           FOR UPDATE
                        """
                    ) { row throws(PostgresError) in try row.decode(Bool.self) }
                    guard waits == true else { return nil }
                }
                for insert in versions { try connection.execute(insert) }
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
                if let scheduled = draft.scheduled {
                    try connection.execute(
                        """
                        UPDATE scheduled_publication
                           SET outcome = 'published', ended_at = statement_timestamp(), publication = \(number)
                         WHERE jurisdiction = \(jurisdiction.number) AND scheduled = \(scheduled)
                        """
                    )
                }
                try connection.execute("SELECT pg_notify(\(Self.channel), \(jurisdiction.code))")
                return try connection.first(
                    Self.select(jurisdiction, "AND p.publication = \(number)"),
                    Self.publication
                )
            }
        }
    }
}
