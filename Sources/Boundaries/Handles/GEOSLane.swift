/// Everything GEOS knows of an index: one context, the prepared boundaries of every layer and one tree over them all.
///
/// Not `Sendable`: whoever shares it puts it behind a lock.
final class GEOSLane {
    private let context: GEOSContext
    private let prepared: [PreparedHandle]
    private let tree: TreeHandle?

    /// How often GEOS could not answer; never, unless the library itself is broken.
    private(set) var failures = 0

    init(_ boundaries: [Boundary]) throws(BoundaryError) {
        context = try GEOSContext()
        var prepared: [PreparedHandle] = []
        prepared.reserveCapacity(boundaries.count)
        for boundary in boundaries {
            prepared.append(try PreparedHandle(GeometryHandle(polygons: boundary.polygons, context: context)))
        }
        self.prepared = prepared
        tree = prepared.isEmpty ? nil : try TreeHandle(prepared.map(\.geometry), context: context)
        // GEOS 3.11 builds the tree and each point locator at its first question; asking now keeps that out of probes.
        for (boundary, handle) in zip(boundaries, prepared) {
            guard let vertex = boundary.polygons.first?.shell.first else { continue }
            let point = try GeometryHandle(point: vertex, context: context)
            _ = try handle.intersects(point)
            _ = tree?.candidates(for: point)
        }
    }

    /// The numbers of the boundaries that hold a position, edges included, ascending.
    ///
    /// A boundary GEOS cannot answer for is left out and counted: the request then meets a gap and a person decides.
    func boundaries(holding coordinate: Coordinate) -> [Int] {
        guard let tree else { return [] }
        do throws(BoundaryError) {
            let point = try GeometryHandle(point: coordinate, context: context)
            return tree.candidates(for: point).filter { holds($0, point) }.sorted()
        } catch {
            failures += 1
            return []
        }
    }

    private func holds(_ number: Int, _ point: GeometryHandle) -> Bool {
        do throws(BoundaryError) {
            return try prepared[number].intersects(point)
        } catch {
            failures += 1
            return false
        }
    }
}
