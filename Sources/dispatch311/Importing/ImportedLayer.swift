import Boundaries

/// A source as a layer that `BoundaryReader` has accepted.
struct ImportedLayer: Sendable {
    /// The file's bytes.
    let bytes: [UInt8]
    /// What was read of it.
    let layer: BoundaryLayer
    /// The layer's name in the source; nil where the file was taken as it is.
    let sourceLayer: String?
    /// The reference system it came in.
    let referenceSystem: String
    /// The words that convert it; nil where it needed no conversion.
    let command: [String]?
    /// What GDAL said on the way.
    let messages: String
}
