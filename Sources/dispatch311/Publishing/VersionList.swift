import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The versions that were in force, as lists show them.
struct VersionList: Sendable {
    private struct Line: Encodable {
        private enum CodingKeys: String, CodingKey {
            case jurisdiction, layer, version, publication, from, until, active, actor, note
            case mapFile = "map_file"
        }

        let jurisdiction: String
        let layer: String?
        let mapFile: String?
        let version: String
        let publication: Int
        let from: Date
        let until: Date?
        let active: Bool
        let actor: String
        let note: String?
    }

    /// The city.
    let jurisdiction: String
    /// The versions, in the order they are shown.
    let versions: [VersionInForce]

    /// Prints them: a table, or with `--json` one object a line.
    func show(on console: Console) throws(CommandError) {
        if console.isJSON {
            for version in versions { try console.print(json: line(version)) }
            return
        }
        let isLayers = versions.contains { $0.layer != nil }
        var columns: [TextTable.Column] = isLayers ? [.words("layer")] : []
        columns += [
            .words("version"), .words("in force from"), .words("until"), .numbers("publication"), .words("by"),
            .words("note"),
        ]
        var table = TextTable(columns)
        for version in versions {
            table.add(
                (version.layer.map { [$0] } ?? version.mapFile.map { ["map: \($0)"] } ?? []) + [
                    version.version, version.publication.publishedAt.listed,
                    version.until?.listed ?? "now", String(version.publication.number),
                    version.publication.actor, version.publication.note ?? "",
                ]
            )
        }
        console.print(table.lines(width: max(100, console.terminal.width), isPlain: console.terminal.isPlain))
    }

    private func line(_ version: VersionInForce) -> Line {
        Line(
            jurisdiction: jurisdiction,
            layer: version.layer,
            mapFile: version.mapFile,
            version: version.version,
            publication: version.publication.number,
            from: version.publication.publishedAt,
            until: version.until,
            active: version.until == nil,
            actor: version.publication.actor,
            note: version.publication.note
        )
    }
}
