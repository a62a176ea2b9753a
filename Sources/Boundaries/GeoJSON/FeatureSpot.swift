/// Which feature a fault is in.
struct FeatureSpot {
    /// Counted from 0.
    let index: Int
    /// The boundary's id, where it is readable.
    let key: String?
}
