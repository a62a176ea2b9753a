import Boundaries
import ServiceRequests

/// Layers that were read, each version once.
struct LayerShelf: Sendable {
    private struct Key: Hashable, Sendable {
        let id: String
        let version: String
    }

    private var layers: [Key: BoundaryLayer] = [:]

    /// A layer, read and checked where it was not before.
    mutating func layer(_ version: LayerVersion, in side: DiffSide) async throws(CommandError) -> BoundaryLayer {
        let key = Key(id: version.id, version: version.version)
        if let known = layers[key] { return known }
        let layer: BoundaryLayer
        switch version.content {
        case .read(let known): layer = known
        case .bytes(let data):
            let source = BoundaryReader.Source(data: data, definition: version.definition, extent: side.extent)
            do throws(BoundaryError) {
                layer = try await OwnThread.run { () throws(BoundaryError) in try BoundaryReader().read(source) }
            } catch {
                let refusal = LayerRefusal(
                    error,
                    of: data,
                    file: version.definition.file,
                    key: version.definition.key
                ).error
                throw CommandError(
                    .findings,
                    "the layer \(version.id) of \(side.name) cannot be compared\n\(refusal.message)",
                    remedy: refusal.remedy
                )
            }
        }
        layers[key] = layer
        return layer
    }

    /// All layers of a side.
    mutating func layers(of side: DiffSide) async throws(CommandError) -> [BoundaryLayer] {
        var read: [BoundaryLayer] = []
        for version in side.layers { read.append(try await layer(version, in: side)) }
        return read
    }
}
