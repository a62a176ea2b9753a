public import Foundation

/// The sheets of a city's map, none of them read: what they are, and how to get at a file when it is wanted.
public struct MapSheets: Sendable {
    /// What `layers.yml` says of each, in its order.
    public let definitions: [MapSheetDefinition]
    /// Where every position must lie; nil accepts any place on the earth.
    public let extent: BoundingBox?

    private let bytes: @Sendable (MapSheetDefinition, _ file: String) async throws -> Data

    /// Creates sheets whose files come from anywhere: a folder, a table.
    ///
    /// `bytes` is called when the map is first drawn, once for each sheet that has a file, with the file's name.
    public init(
        definitions: [MapSheetDefinition],
        extent: BoundingBox? = nil,
        bytes: @escaping @Sendable (MapSheetDefinition, _ file: String) async throws -> Data
    ) {
        self.definitions = definitions
        self.extent = extent
        self.bytes = bytes
    }

    /// A map that shows boundaries only.
    public static let none = MapSheets(definitions: []) { _, _ in Data() }

    /// Gets a sheet's file and reads it on a thread of its own; nil when the sheet has no file.
    public func sheet(_ definition: MapSheetDefinition) async throws -> MapSheet? {
        guard case .file(let file, _) = definition.origin else { return nil }
        let data = try await bytes(definition, file)
        let extent = extent
        return try await OwnThread.run { () throws(BoundaryError) in
            try MapSheet(data: data, definition: definition, extent: extent)
        }
    }
}
