/// Finds what lies under a point, in every layer at once.
///
/// Immutable: a new version of a layer is a new index. Any number of tasks may ask at the same time; a probe holds the
/// one lock around GEOS for some microseconds.
///
///     let index = try await BoundaryIndex.build(layers: layers, tolerance: nil)
///     index.probe(timesSquare).hits["police_precinct"]?.boundary.id   // "18"
///
/// It knows nothing of departments: what a boundary means is the catalog's business.
public struct BoundaryIndex: Sendable {
    /// One reference, so that handing an index around copies next to nothing.
    let contents: Contents

    /// The layers, in the order they were given.
    public var layers: [BoundaryLayer] { contents.layers }

    /// How far off the outline a point may lie; nil where nothing snaps.
    public var tolerance: EdgeTolerance? { contents.tolerance }

    /// Indexes layers that `BoundaryReader` has checked.
    ///
    /// Long work in C, some 40 ms for New York's seven layers: call it off Swift's cooperative threads, or use `build`.
    /// Throws when two layers share an id, when the tolerance names no layer or makes no sense, and when GEOS refuses
    /// a geometry (which it never does with what the reader let through).
    public init(layers: [BoundaryLayer], tolerance: EdgeTolerance?) throws(BoundaryError) {
        contents = try Contents(layers: layers, tolerance: tolerance)
    }

    /// Finds a boundary by its ids; nil when there is no such layer or boundary.
    public func reference(layer: String, id: String) -> Boundary.Reference? {
        guard let position = contents.layerPositions[layer] else { return nil }
        return contents.numbersByID[position][id].map { contents.references[$0] }
    }

    /// How many times GEOS could not answer for a boundary since the index was built.
    ///
    /// Always 0 unless the library is broken; such a boundary counts as not hit, so a person decides.
    public var engineFailures: Int { contents.engineFailures }
}
