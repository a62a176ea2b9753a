public import Boundaries

extension GeoData {
    /// Reads and checks the layers, in their order.
    ///
    /// Long work, about half a second for a large city: call it off Swift's cooperative threads. All the files' faults are
    /// thrown together.
    public func readLayers() throws(CatalogError) -> [BoundaryLayer] {
        var read: [BoundaryLayer] = []
        var faults: [BoundaryFault] = []
        for layer in layers {
            do throws(BoundaryError) {
                read.append(try layer.boundaries(within: extent))
            } catch {
                guard case .faults(let more) = error else { throw .boundaries(error) }
                faults += more
            }
        }
        guard faults.isEmpty else { throw .boundaries(.faults(faults)) }
        return read
    }
}
