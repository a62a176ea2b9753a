public import Boundaries

extension LayerVersion {
    /// The boundaries; those of a file are read and checked, and every position must lie within the extent.
    ///
    /// Some hundred milliseconds for a large file, part of it in GEOS: call it off Swift's cooperative threads.
    public func boundaries(within extent: BoundingBox?) throws(BoundaryError) -> BoundaryLayer {
        switch content {
        case .read(let known): known
        case .bytes(let data):
            try BoundaryReader().read(BoundaryReader.Source(data: data, definition: definition, extent: extent))
        }
    }
}
