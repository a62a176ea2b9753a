extension Coverage {
    /// The tolerances that are taken, in metres.
    ///
    /// Below a decimetre the lines themselves are no truer; searching the width of anything so thin takes long.
    public static let tolerances = 0.1...1000.0

    /// Overlays a layer with itself and with an outline, on a thread of its own.
    ///
    /// `isOutline` says that the layer is the city's outline itself, which is held against what it encloses: there a
    /// gap inside one boundary is a hole that was drawn, and one between several a gap all the same.
    ///
    /// Some seconds for the largest layers. Every boundary must be valid, as `BoundaryReader` leaves it. Throws
    /// `BoundaryError.tolerance` for one that is not in `tolerances`, `.unmeasurable` for layers too large for a
    /// `CityPlane`, and `.geometryEngine` with the boundaries' ids where GEOS cannot overlay them.
    public static func examine(
        _ layer: BoundaryLayer,
        outline: BoundaryLayer?,
        isOutline: Bool = false,
        toleranceMetres: Double = 1
    ) async throws(BoundaryError) -> Coverage {
        guard tolerances.contains(toleranceMetres) else {
            throw .tolerance(
                "expected the tolerance to be \(tolerances.lowerBound) to \(Int(tolerances.upperBound)) metres, "
                    + "found \(toleranceMetres)"
            )
        }
        return try await OwnThread.run { () throws(BoundaryError) in
            try CoverageExaminer.naming("layer \(layer.id)") { () throws(BoundaryError) in
                try CoverageExaminer(
                    layer: layer,
                    outline: outline,
                    isOutline: isOutline && outline == nil,
                    tolerance: toleranceMetres
                ).coverage()
            }
        }
    }
}
