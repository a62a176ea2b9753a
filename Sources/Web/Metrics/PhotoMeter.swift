import OpenMetrics

/// How many photos and documents were taken, and how many were not.
final class PhotoMeter: Sendable {
    /// Drawn, or kept as they are.
    let taken = Counter()
    /// Not what was asked for: the sender is told why.
    let refused = Counter()
    /// The server could not, though it may another time.
    let failed = Counter()
}
