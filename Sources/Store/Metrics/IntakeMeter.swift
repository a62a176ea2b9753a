public import OpenMetrics

/// What an intake has done since the program started.
public final class IntakeMeter: Sendable {
    /// What became of a submission.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Stored now.
        case stored
        /// Told what it was told before, under the same key.
        case replayed
        /// Its key was used for something else.
        case keyUsed = "key_used"
        /// Its twin had no answer yet.
        case inFlight = "in_flight"
        /// Not taken on: too many waited.
        case crowded
        /// The database did not say that it is stored.
        case failed
    }

    /// How many submissions came to what.
    public let outcomes: [Outcome: Counter] = Dictionary(
        uniqueKeysWithValues: Outcome.allCases.map { ($0, Counter()) }
    )
    /// How many submissions a statement carried.
    public let batches = Histogram(sizes: [1, 2, 4, 8, 16, 32, 64, 128, 256])
    /// How long a statement took, its commit included.
    public let statements = Histogram(seconds: Histogram.answerTimes)

    init() {}

    func count(_ answer: Result<Submission.Result, StoreError>) {
        let outcome: Outcome =
            switch answer {
            case .success(.stored): .stored
            case .success(.replayed): .replayed
            case .success(.keyUsedOtherwise): .keyUsed
            case .success(.inFlight): .inFlight
            case .failure(.crowded): .crowded
            case .failure: .failed
            }
        outcomes[outcome]?.add()
    }
}
