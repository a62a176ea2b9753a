/// Finds what lies under a point, in every layer at once.
///
/// Immutable: a new version of a layer is a new index. Any number of tasks may ask at the same time, and none waits for
/// another.
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
    /// Long work, some 200 ms for New York's seven layers: call it off Swift's cooperative threads, or use `build`.
    /// Throws when two layers share an id, when a ring is not closed, and when the tolerance names no layer or makes no
    /// sense.
    public init(layers: [BoundaryLayer], tolerance: EdgeTolerance?) throws(BoundaryError) {
        contents = try Contents(layers: layers, tolerance: tolerance)
    }

    /// Finds a boundary by its ids; nil when there is no such layer or boundary.
    public func reference(layer: String, id: String) -> Boundary.Reference? {
        contents.roll.number(layer: layer, id: id).map { contents.roll.references[$0] }
    }
}
