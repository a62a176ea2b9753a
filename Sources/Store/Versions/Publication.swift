#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What came into force at a moment: one catalog and one version of every layer and every file of the map, whole.
///
/// A jurisdiction's latest publication is in force. Going back is a new publication of what was before.
public struct Publication: Sendable, Hashable {
    /// What changed.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Everything: nothing was published before.
        case first
        /// The catalog; the boundaries stayed.
        case catalog
        /// The boundaries or the map; the catalog stayed.
        case boundaries
    }

    /// A layer and its version.
    public struct Layer: Sendable, Hashable {
        /// The layer's id.
        public let id: String
        /// Its version.
        public let version: String

        /// Names a layer's version.
        public init(id: String, version: String) {
            self.id = id
            self.version = version
        }
    }

    /// A file of the map and its version.
    public struct MapFile: Sendable, Hashable {
        /// The file's name beside `layers.yml`.
        public let file: String
        /// Its version.
        public let version: String

        /// Names a file's version.
        public init(file: String, version: String) {
            self.file = file
            self.version = version
        }
    }

    /// Counts from 1 in each jurisdiction, without gaps.
    public let number: Int
    /// When it came into force.
    public let publishedAt: Date
    /// What changed.
    public let kind: Kind
    /// Who or what published.
    public let actor: String
    /// Why, in the publisher's words.
    public let note: String?
    /// The catalog's version.
    public let catalog: String
    /// When that catalog came into force: here, or with an earlier publication it has stayed in force since.
    public let catalogSince: Date
    /// The layers, in the order of `layers.yml`.
    public let layers: [Layer]
    /// The files the map is drawn from, by name.
    public let mapFiles: [MapFile]
    /// `layers.yml` but for its layers, as JSON.
    public let settings: String

    /// The version of a layer; nil where the layer is not part of it.
    public func version(of layer: String) -> String? {
        layers.first { $0.id == layer }?.version
    }

    /// Whether two publications have the same boundaries and the same map.
    public func hasBoundaries(of other: Publication) -> Bool {
        layers == other.layers && mapFiles == other.mapFiles && settings == other.settings
    }

    /// What it has.
    public var content: PublicationContent {
        PublicationContent(catalog: catalog, layers: layers, mapFiles: mapFiles, settings: settings)
    }

    /// The same with other things in it: what is expected to follow it.
    func with(_ content: PublicationContent) -> Publication {
        Publication(
            number: number,
            publishedAt: publishedAt,
            kind: kind,
            actor: actor,
            note: note,
            catalog: content.catalog,
            catalogSince: catalogSince,
            layers: content.layers,
            mapFiles: content.mapFiles,
            settings: content.settings
        )
    }
}
