/// A feature that was looked at.
struct CheckedFeature {
    let spot: FeatureSpot
    /// What it says; nil where it has a fault.
    let boundary: Boundary?
    let geometry: CheckedGeometry
}
