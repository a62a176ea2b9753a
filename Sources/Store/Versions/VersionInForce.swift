#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A time during which one version was in force without a break.
public struct VersionInForce: Sendable, Hashable {
    /// The layer; nil for a catalog or a file of the map.
    public let layer: String?
    /// The file of the map, by its name; nil for a catalog or a layer.
    public let mapFile: String?
    /// The version.
    public let version: String
    /// The publication that brought it into force.
    public let publication: Publication
    /// When something else took its place; nil while it is in force.
    public let until: Date?

    /// When the catalog was which version, newest first, from a log that is newest first.
    public static func catalogs(in log: [Publication]) -> [VersionInForce] {
        spans(in: log) { $0.catalog }
    }

    /// When each layer was which version, from a log that is newest first: layer by layer, each newest first.
    ///
    /// The layers stand in the order of the latest publication, those that are gone behind them.
    public static func layers(in log: [Publication]) -> [VersionInForce] {
        var ids: [String] = []
        for layer in log.flatMap(\.layers) where !ids.contains(layer.id) { ids.append(layer.id) }
        return ids.flatMap { id in spans(in: log, layer: id) { $0.version(of: id) } }
    }

    /// When each file of the map was which version, from a log that is newest first: file by file, each newest first.
    public static func mapFiles(in log: [Publication]) -> [VersionInForce] {
        var names: [String] = []
        for file in log.flatMap(\.mapFiles) where !names.contains(file.file) { names.append(file.file) }
        return names.flatMap { name in
            spans(in: log, mapFile: name) { $0.mapFiles.first { $0.file == name }?.version }
        }
    }

    private static func spans(
        in log: [Publication],
        layer: String? = nil,
        mapFile: String? = nil,
        _ subject: (Publication) -> String?
    ) -> [VersionInForce] {
        var spans: [VersionInForce] = []
        var end: Date?
        for (index, publication) in log.enumerated() {
            let earlier = index + 1 < log.count ? subject(log[index + 1]) : nil
            let version = subject(publication)
            guard version != earlier else { continue }
            if let version {
                spans.append(
                    VersionInForce(
                        layer: layer,
                        mapFile: mapFile,
                        version: version,
                        publication: publication,
                        until: end
                    )
                )
            }
            end = publication.publishedAt
        }
        return spans
    }
}
