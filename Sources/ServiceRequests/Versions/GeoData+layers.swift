public import Boundaries

extension GeoData {
    /// Reads and checks the layers, all of them or those with some ids, in their order.
    ///
    /// Long work, about half a second for a large city: call it off Swift's cooperative threads. All the files' faults are
    /// thrown together.
    public func readLayers(_ ids: Set<String>? = nil) throws(CatalogError) -> [BoundaryLayer] {
        var read: [BoundaryLayer] = []
        var faults: [BoundaryFault] = []
        for layer in layers where ids?.contains(layer.id) ?? true {
            switch layer.content {
            case .read(let known):
                read.append(known)
            case .bytes(let data):
                let source = BoundaryReader.Source(data: data, definition: layer.definition, extent: extent)
                do throws(BoundaryError) {
                    read.append(try BoundaryReader().read(source))
                } catch {
                    guard case .faults(let more) = error else { throw .boundaries(error) }
                    faults += more
                }
            }
        }
        guard faults.isEmpty else { throw .boundaries(.faults(faults)) }
        return read
    }
}
