import Boundaries
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

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
        do throws(BoundaryError) {
            let extent = side.extent
            layer = try await OwnThread.run { () throws(BoundaryError) in try version.boundaries(within: extent) }
        } catch {
            throw Self.refusal(of: version, in: side, error)
        }
        layers[key] = layer
        return layer
    }

    private static func refusal(of version: LayerVersion, in side: DiffSide, _ error: BoundaryError) -> CommandError {
        // Only a file can be refused: what was read before is as it is.
        let data = if case .bytes(let data) = version.content { data } else { Data() }
        let definition = version.definition
        let refusal = LayerRefusal(error, of: data, file: definition.file, key: definition.key).error
        return CommandError(
            .findings,
            "the layer \(version.id) of \(side.name) cannot be compared\n\(refusal.message)",
            remedy: refusal.remedy
        )
    }

    /// All layers of a side.
    mutating func layers(of side: DiffSide) async throws(CommandError) -> [BoundaryLayer] {
        var read: [BoundaryLayer] = []
        for version in side.layers { read.append(try await layer(version, in: side)) }
        return read
    }
}
