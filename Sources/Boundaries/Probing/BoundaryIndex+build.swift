extension BoundaryIndex {
    /// Indexes layers on a thread of its own, so that Swift's few cooperative threads stay free.
    ///
    /// Throws what `init(layers:tolerance:)` throws. Cancelling the task does not stop the work; its result is dropped.
    public static func build(
        layers: [BoundaryLayer],
        tolerance: EdgeTolerance?
    ) async throws(BoundaryError) -> BoundaryIndex {
        try await OwnThread.run { () throws(BoundaryError) in
            try BoundaryIndex(layers: layers, tolerance: tolerance)
        }
    }
}
