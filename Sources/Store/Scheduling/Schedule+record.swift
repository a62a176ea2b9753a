import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Schedule {
    /// What is to be written beside what changes.
    struct Draft: Sendable {
        let effectiveAt: Date
        let kind: Publication.Kind
        let actor: String
        let note: String?
        /// Where the files were read.
        let origin: String
        /// The latest publication that was known when it was checked.
        let publication: Int
        /// What waited when it was checked.
        let waiting: [Int]
    }

    /// Writes what is to come into force, with the versions it is the first to name; all of it or nothing.
    ///
    /// Gives nil, and writes nothing, when something was published, scheduled or withdrawn since it was checked.
    func record(
        _ draft: Draft,
        _ patch: PublicationPatch,
        _ source: SnapshotSource
    ) async throws(StoreError) -> ScheduledPublication? {
        try await stored { () throws(PostgresError) in
            let publications = Publications(pool: pool, jurisdiction: jurisdiction)
            let versions = try await publications.newVersions(of: source, origin: draft.origin)
            return try await pool.transaction { [jurisdiction] connection throws(PostgresError) in
                guard try jurisdiction.lock(whenLatestIs: draft.publication, on: connection) else { return nil }
                let waiting = try connection.query(
                    """
                    SELECT scheduled FROM scheduled_publication
                     WHERE jurisdiction = \(jurisdiction.number) AND outcome IS NULL
                    """
                ) { row throws(PostgresError) in try row.decode(Int.self) }
                guard Set(waiting) == Set(draft.waiting) else { return nil }
                for insert in versions { try connection.execute(insert) }
                let number = try connection.first(Self.insert(draft, patch, jurisdiction)) {
                    row throws(PostgresError) in
                    try row.decode(Int.self)
                }
                guard let number else { return nil }
                try connection.execute(Self.insert(patch, number, jurisdiction))
                return try connection.first(
                    ScheduledPublication.select(jurisdiction, "AND s.scheduled = \(number)"),
                    ScheduledPublication.init(row:)
                )
            }
        }
    }

    private static func insert(_ draft: Draft, _ patch: PublicationPatch, _ jurisdiction: JurisdictionRow) -> SQL {
        """
        INSERT INTO scheduled_publication (
            jurisdiction, scheduled, effective_at, kind, actor, note, catalog, catalog_replaces, layer_order, geodata
        )
        SELECT \(jurisdiction.number), coalesce(max(scheduled), 0) + 1, \(draft.effectiveAt), \(draft.kind.rawValue),
               \(draft.actor), \(draft.note), \(patch.catalog?.to), \(patch.catalog?.from), \(patch.order)::text[],
               \(patch.ground.map { JSONText($0.settings) })
          FROM scheduled_publication WHERE jurisdiction = \(jurisdiction.number)
        RETURNING scheduled
        """
    }

    private static func insert(_ patch: PublicationPatch, _ number: Int, _ jurisdiction: JurisdictionRow) -> SQL {
        let (layers, files) = (patch.layers, patch.ground?.mapFiles ?? [])
        return """
            WITH map_file AS (
                INSERT INTO scheduled_map_file (jurisdiction, scheduled, file, version)
                SELECT \(jurisdiction.number), \(number), file, version
                  FROM unnest(\(files.map(\.file))::text[], \(files.map(\.version))::text[]) AS m (file, version)
            )
            INSERT INTO scheduled_layer (jurisdiction, scheduled, position, layer, version, replaces)
            SELECT \(jurisdiction.number), \(number), position, layer, version, replaces
              FROM unnest(
                       \(layers.map(\.id))::text[], \(layers.map(\.step.to))::text[], \(layers.map(\.step.from))::text[]
                   ) WITH ORDINALITY AS l (layer, version, replaces, position)
            """
    }
}
