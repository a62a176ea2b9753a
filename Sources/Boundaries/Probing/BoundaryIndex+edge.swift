extension BoundaryIndex {
    /// Metres from a position to the nearest edge of any boundary of a layer; nil where none is so near.
    ///
    /// Meant for some kilometres; it asks no lock, and within a few hundred metres it looks only at the edges around.
    public func metresToEdge(from coordinate: Coordinate, in layer: String, within metres: Double) -> Double? {
        guard let position = contents.roll.layerPositions[layer], metres >= 0 else { return nil }
        return contents.near(LocalPlane(at: coordinate), within: metres, among: contents.roll.numbers[position])
            .map { $0.place.metres(from: coordinate) }.filter { $0 <= metres }.min()
    }
}
