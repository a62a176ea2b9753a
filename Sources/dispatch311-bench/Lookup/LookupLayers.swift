import Boundaries

/// Layers as every side is given them, with the index over them and what it cost.
struct LookupLayers: Sendable {
    /// What they are called in figures.
    let name: String
    let layers: [BoundaryLayer]
    /// Nothing snaps: the question is the one that GEOS and PostGIS are asked.
    let index: BoundaryIndex
    /// As a server uses it, with what the jurisdiction tolerates.
    let served: BoundaryIndex
    /// Milliseconds to read, check and index the files.
    let milliseconds: Series
    /// Bytes of the layers as they were read, and of the index over them.
    let layerBytes: Int
    let indexBytes: Int
    let residentBytes: Int

    /// Reads and indexes so often, and keeps the last.
    static func read(
        _ name: String,
        _ sources: [BoundaryReader.Source],
        tolerance: EdgeTolerance,
        repeats: Int
    ) async throws -> LookupLayers {
        try await OwnThread.run { () throws(BoundaryError) in
            var milliseconds = Series()
            for _ in 1..<max(2, repeats) {
                _ = try build(sources, &milliseconds)
            }
            let built = try build(sources, &milliseconds)
            return LookupLayers(
                name: name,
                layers: built.layers,
                index: built.index,
                served: try BoundaryIndex(layers: built.layers, tolerance: tolerance),
                milliseconds: milliseconds,
                layerBytes: built.read.used - built.start.used,
                indexBytes: built.end.used - built.read.used,
                residentBytes: built.end.resident - built.start.resident
            )
        }
    }

    /// The number of each boundary by its layer's and its own id: numbered through, layer after layer.
    var numbers: [String: [String: Int]] {
        var first = 0
        var numbers: [String: [String: Int]] = [:]
        for layer in layers {
            let own = layer.boundaries.enumerated().map { ($0.element.id, first + $0.offset) }
            numbers[layer.id] = Dictionary(own, uniquingKeysWith: { first, _ in first })
            first += layer.boundaries.count
        }
        return numbers
    }

    /// The box around the first layer, which is the outline of the jurisdiction.
    var box: BoundingBox? {
        BoundingBox(layers.first?.boundaries.flatMap { $0.polygons.flatMap(\.shell) } ?? [])
    }

    var boundaryCount: Int { layers.reduce(0) { $0 + $1.boundaries.count } }

    private struct Built {
        let layers: [BoundaryLayer]
        let index: BoundaryIndex
        let start: HeapSize
        let read: HeapSize
        let end: HeapSize
    }

    private static func build(
        _ sources: [BoundaryReader.Source],
        _ milliseconds: inout Series
    ) throws(BoundaryError) -> Built {
        let start = HeapSize.now
        let clock = ContinuousClock.now
        var layers: [BoundaryLayer] = []
        for source in sources { layers.append(try BoundaryReader().read(source)) }
        let read = HeapSize.now
        let index = try BoundaryIndex(layers: layers, tolerance: nil)
        milliseconds.add((ContinuousClock.now - clock) / .milliseconds(1))
        return Built(layers: layers, index: index, start: start, read: read, end: .now)
    }
}
