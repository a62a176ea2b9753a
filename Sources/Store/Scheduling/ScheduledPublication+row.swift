import Postgres

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ScheduledPublication {
    static func select(_ jurisdiction: JurisdictionRow, _ rest: SQL) -> SQL {
        """
        SELECT s.scheduled, s.effective_at, s.scheduled_at, s.kind, s.actor, s.note, s.catalog, s.catalog_replaces,
               s.layer_order, s.geodata::text AS geodata, s.outcome, s.ended_at, s.ended_by, s.reason, s.publication,
               ARRAY(
                   SELECT l.layer FROM scheduled_layer l
                    WHERE l.jurisdiction = s.jurisdiction AND l.scheduled = s.scheduled ORDER BY l.position
               ) AS layers,
               ARRAY(
                   SELECT l.version FROM scheduled_layer l
                    WHERE l.jurisdiction = s.jurisdiction AND l.scheduled = s.scheduled ORDER BY l.position
               ) AS layer_versions,
               ARRAY(
                   SELECT l.replaces FROM scheduled_layer l
                    WHERE l.jurisdiction = s.jurisdiction AND l.scheduled = s.scheduled ORDER BY l.position
               ) AS layers_replaced,
               ARRAY(
                   SELECT m.file FROM scheduled_map_file m
                    WHERE m.jurisdiction = s.jurisdiction AND m.scheduled = s.scheduled ORDER BY m.file COLLATE "C"
               ) AS map_files,
               ARRAY(
                   SELECT m.version FROM scheduled_map_file m
                    WHERE m.jurisdiction = s.jurisdiction AND m.scheduled = s.scheduled ORDER BY m.file COLLATE "C"
               ) AS map_versions
          FROM scheduled_publication s WHERE s.jurisdiction = \(jurisdiction.number) \(rest)
        """
    }

    init(row: borrowing Row) throws {
        let kind = try row.decode("kind", as: String.self)
        guard let kind = Publication.Kind(rawValue: kind) else {
            throw PostgresError(.decoding, detail: "expected a kind of publication, found \(kind)")
        }
        self.init(
            number: try row.decode("scheduled"),
            effectiveAt: try row.decode("effective_at"),
            scheduledAt: try row.decode("scheduled_at"),
            kind: kind,
            actor: try row.decode("actor"),
            note: try row.decode("note"),
            patch: try Self.patch(row),
            ending: try Self.ending(row)
        )
    }

    private static func patch(_ row: borrowing Row) throws -> PublicationPatch {
        let layers = try row.decode("layers", as: [String].self)
        let versions = try row.decode("layer_versions", as: [String?].self)
        let replaced = try row.decode("layers_replaced", as: [String?].self)
        let files = try row.decode("map_files", as: [String].self)
        let fileVersions = try row.decode("map_versions", as: [String].self)
        let from = try row.decode("catalog_replaces", as: String?.self)
        return PublicationPatch(
            catalog: try row.decode("catalog", as: String?.self).map { PublicationPatch.Step(from: from, to: $0) },
            layers: zip(layers, zip(replaced, versions)).map { id, step in
                PublicationPatch.LayerStep(id: id, step: PublicationPatch.Step(from: step.0, to: step.1))
            },
            order: try row.decode("layer_order", as: [String]?.self),
            ground: try row.decode("geodata", as: String?.self).map { settings in
                PublicationPatch.Ground(
                    settings: settings,
                    mapFiles: zip(files, fileVersions).map { Publication.MapFile(file: $0, version: $1) }
                )
            }
        )
    }

    private static func ending(_ row: borrowing Row) throws -> Ending? {
        guard let word = try row.decode("outcome", as: String?.self) else { return nil }
        let reason = try row.decode("reason", as: String?.self)
        let outcome: Outcome
        switch word {
        case "published": outcome = .published(try row.decode("publication"))
        case "unchanged": outcome = .unchanged
        case "refused": outcome = .refused(reason ?? "")
        case "withdrawn": outcome = .withdrawn(by: try row.decode("ended_by"), refusal: reason)
        default: throw PostgresError(.decoding, detail: "expected an outcome of a schedule, found \(word)")
        }
        return Ending(outcome: outcome, at: try row.decode("ended_at"))
    }
}
