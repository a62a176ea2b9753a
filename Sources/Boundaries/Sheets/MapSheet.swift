import Crypto
public import Foundation

/// One sheet of the map as read from a file: its shapes, packed for drawing.
///
/// Immutable; New York's 27,000 blocks take about 2 MB.
public struct MapSheet: Sendable {
    /// What `layers.yml` says of it.
    public let definition: MapSheetDefinition
    /// The first 12 hexadecimal digits of the file's SHA-256.
    public let version: String
    /// The shapes: one a polygon or line, named where the definition says by what.
    package let shapes: MapShapes

    /// Reads a sheet out of GeoJSON (RFC 7946), polygons and lines.
    ///
    /// Throws `BoundaryError.faults` with the file's first fault. The checks are those of any boundary file up to the
    /// single position, inside the extent if there is one; whether rings cross is not asked, for a drawing can bear
    /// it. About 50 ms for 3 MB: call it off Swift's cooperative threads.
    public init(data: Data, definition: MapSheetDefinition, extent: BoundingBox? = nil) throws(BoundaryError) {
        var label: String?
        var file = definition.id
        if case .file(let name, let property) = definition.origin { (file, label) = (name, property) }
        self.definition = definition
        version = BoundaryReader.version(of: Self.sha256(of: data))
        do throws(SheetScanner.Fault) {
            shapes = try SheetScanner.shapes(of: data, label: label, extent: extent)
        } catch {
            throw .faults([error.fault(in: file)])
        }
    }

    /// The SHA-256 of a sheet's file.
    public static func sha256(of data: Data) -> [UInt8] { Array(SHA256.hash(data: data)) }
}
