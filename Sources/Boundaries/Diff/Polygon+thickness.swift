extension Polygon {
    /// Whether a circle of this diameter fits into it somewhere.
    func isThick(metres: Double, context: GEOSContext) throws(BoundaryError) -> Bool {
        guard metres > 0 else { return true }
        // Whatever the form, the area is at most the length of the outline times the radius of the largest circle inside.
        let length = outlineMetres
        if length > 0, holes.isEmpty, 2 * [self].squareMetres / length >= metres { return true }
        guard !shell.isEmpty else { return false }
        let geometry = try GeometryHandle(polygons: [self], context: context)
        return try !CityPlane(drawing: shell).flat(geometry).shrunk(by: metres / 2).isEmpty()
    }

    private var outlineMetres: Double {
        zip(shell, shell.dropFirst()).reduce(0) { $0 + $1.0.metres(to: $1.1) }
    }
}
