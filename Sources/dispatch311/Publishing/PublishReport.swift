import Boundaries
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What publishing did, or would do, as it is printed.
struct PublishReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case jurisdiction, kind, published, planned, scheduled, publication, catalog, layers, map, findings, surprises
        case effectiveAt = "effective_at"
    }

    /// A catalog that takes another's place.
    struct CatalogChange: Encodable {
        let from: String?
        let to: String
        let services: Int
        let departments: Int
    }

    /// A layer that comes, goes or takes another's place.
    struct LayerChange: Encodable {
        let layer: String
        let from: String?
        let to: String?
        let boundaries: Int?
    }

    /// A file of the map that comes, goes or takes another's place.
    struct MapFileChange: Encodable {
        let file: String
        let from: String?
        let to: String?
    }

    let jurisdiction: String
    let kind: String
    /// Whether something else is in force now.
    let published: Bool
    /// Whether it was only to be planned.
    let planned: Bool
    /// The number of the scheduled change it is now; nil where it is none.
    let scheduled: Int?
    /// When that comes into force.
    let effectiveAt: Date?
    /// What is in force now; nil where nothing is, or it is not known.
    let publication: Int?
    /// Nil where the catalog stays.
    let catalog: CatalogChange?
    /// Only those that change.
    let layers: [LayerChange]
    /// The map's files, only those that change.
    let map: [MapFileChange]
    let findings: [LintReport.Finding]
    /// What scheduled changes will meet instead of what they were made for.
    let surprises: [String]

    init(
        jurisdiction: String,
        kind: Publication.Kind,
        outcome: PublishOutcome,
        surprises: [ScheduleSurprise] = []
    ) {
        self.jurisdiction = jurisdiction
        self.surprises = surprises.map(\.text)
        var wait: ScheduledPublication?
        if case .scheduled(_, let scheduled) = outcome { wait = scheduled }
        (scheduled, effectiveAt) = (wait?.number, wait?.effectiveAt)
        switch outcome {
        case .published(let change), .planned(let change), .scheduled(let change, _):
            self.kind = (change.before == nil ? .first : kind).rawValue
            published = change.after != nil
            planned = change.after == nil && wait == nil
            publication = (change.after ?? change.before)?.number
            catalog = Self.catalogChange(change)
            layers = Self.layerChanges(change)
            map = Self.mapChanges(change)
            findings = change.warnings.map(LintReport.Finding.init)
        default:
            self.kind = kind.rawValue
            (published, planned, catalog, layers, map) = (false, false, nil, [], [])
            switch outcome {
            case .unchanged(let active), .overtaken(let active), .nothingEarlier(let active):
                publication = active.number
            default:
                publication = nil
            }
            if case .refused(let reading) = outcome {
                findings =
                    reading.errors.flatMap(LintReport.Finding.all) + reading.warnings.map(LintReport.Finding.init)
            } else {
                findings = []
            }
        }
    }

    private static func catalogChange(_ change: PublishOutcome.Change) -> CatalogChange? {
        let catalog = change.snapshot.catalog
        guard change.before?.catalog != catalog.version else { return nil }
        return CatalogChange(
            from: change.before?.catalog,
            to: catalog.version,
            services: catalog.services.count,
            departments: catalog.departments.count
        )
    }

    private static func layerChanges(_ change: PublishOutcome.Change) -> [LayerChange] {
        let counts = Dictionary(
            change.snapshot.index.layers.map { ($0.id, $0.boundaries.count) },
            uniquingKeysWith: { first, _ in first }
        )
        let changed = change.layers.compactMap { layer -> LayerChange? in
            let before = change.before?.version(of: layer.id)
            guard before != layer.version else { return nil }
            return LayerChange(layer: layer.id, from: before, to: layer.version, boundaries: counts[layer.id])
        }
        let gone = (change.before?.layers ?? []).filter { before in !change.layers.contains { $0.id == before.id } }
        return changed + gone.map { LayerChange(layer: $0.id, from: $0.version, to: nil, boundaries: nil) }
    }

    private static func mapChanges(_ change: PublishOutcome.Change) -> [MapFileChange] {
        let (before, after) = (change.before?.mapFiles ?? [], change.mapFiles)
        return Set(before.map(\.file)).union(after.map(\.file)).sorted().compactMap { name in
            let from = before.first { $0.file == name }?.version
            let to = after.first { $0.file == name }?.version
            return from == to ? nil : MapFileChange(file: name, from: from, to: to)
        }
    }

    /// Prints it: lines for a person, or with `--json` one object.
    func show(on console: Console) throws(CommandError) {
        if console.isJSON { return try console.print(json: self) }
        console.print(lines(terminal: console.terminal))
    }

    private func lines(terminal: Terminal) -> [String] {
        var lines = findings.map(\.text)
        if let catalog {
            let size =
                "\(NumberText.count(catalog.services, "service")), "
                + NumberText.count(catalog.departments, "department")
            lines.append("  catalog: \(Self.step(catalog.from, catalog.to)), \(size)")
        }
        for layer in layers {
            let size = layer.boundaries.map { ", " + NumberText.count($0, "boundary", "boundaries") } ?? ""
            lines.append("  layer \(layer.layer): \(Self.step(layer.from, layer.to))\(size)")
        }
        for file in map { lines.append("  map \(file.file): \(Self.step(file.from, file.to))") }
        if published || planned || scheduled != nil, catalog == nil, layers.isEmpty, map.isEmpty {
            lines.append("  layers.yml: another order, extent or map")
        }
        let number = publication.map { "publication \($0)" } ?? "nothing"
        if published {
            lines.append("\(terminal.good) \(jurisdiction): \(number) is in force; servers follow within seconds")
            if layers.contains(where: { $0.from != nil }) {
                lines.append(
                    "  open requests stay where they are; boundaries move-open moves those that belong elsewhere"
                )
            }
        } else if let scheduled, let effectiveAt {
            lines.append(
                "\(terminal.good) \(jurisdiction): scheduled \(scheduled) comes into force at \(effectiveAt.listed); "
                    + "\(number) is in force until then"
            )
        } else if planned {
            lines.append("\(terminal.good) \(jurisdiction): nothing is wrong, and nothing was changed (a plan)")
        } else if findings.contains(where: { $0.severity == CatalogIssue.Severity.error.rawValue }) {
            lines.append("\(terminal.bad) \(jurisdiction): not published; what was in force stays in force")
        } else if publication != nil {
            lines.append("\(terminal.good) \(jurisdiction): nothing changes; \(number) stays in force")
        }
        return lines + surprises.map { "  note: \($0)" }
    }

    private static func step(_ from: String?, _ to: String?) -> String {
        switch (from, to) {
        case (let from?, let to?): "\(from) → \(to)"
        case (nil, let to?): "new, \(to)"
        case (let from?, nil): "\(from), goes"
        case (nil, nil): "none"
        }
    }
}
