import Histogram

/// Counts what became of the rows, and how long the answers took.
struct ReplayTally {
    /// The most different reasons that are kept for a person to read.
    private static let maximumReasons = 5
    private static let longestMicroseconds: UInt64 = 3_600_000_000

    /// Rows sent.
    private(set) var sent = 0
    /// Rows stored.
    private(set) var accepted = 0
    /// Of those, rows whose answer had been given before.
    private(set) var repeated = 0
    /// Rows the server would not store.
    private(set) var refused = 0
    /// Rows without an answer to the end.
    private(set) var unanswered = 0
    /// Whether the server had gone for longer than was waited.
    private(set) var isServerGone = false
    /// Why rows were refused or not answered, an example of each kind with its line.
    private(set) var reasons: [String] = []

    private var compared = 0
    private var agreed = 0
    private var kinds: Set<String> = []
    private var histogram = Histogram<UInt64>(
        highestTrackableValue: ReplayTally.longestMicroseconds,
        numberOfSignificantValueDigits: .three
    )

    /// Counts one row.
    mutating func add(_ result: ReplayResult) {
        sent += 1
        let components = result.duration.components
        let microseconds =
            UInt64(max(0, components.seconds)) * 1_000_000
            + UInt64(max(0, components.attoseconds)) / 1_000_000_000_000
        _ = histogram.record(min(microseconds, Self.longestMicroseconds))
        switch result.outcome {
        case .accepted(let receipt, let isReplay):
            accepted += 1
            if isReplay { repeated += 1 }
            if let agency = result.agency, let department = receipt?.extended?.department {
                compared += 1
                if agency == department { agreed += 1 }
            }
        case .refused(let status, let complaint):
            refused += 1
            keep("refused with \(status): \(complaint)", kind: "\(status)", line: result.line)
        case .unanswered(let reason, let isServerGone):
            unanswered += 1
            self.isServerGone = self.isServerGone || isServerGone
            keep("no answer: \(reason)", kind: "none", line: result.line)
        }
    }

    /// The share of accepted rows that went where they really went; nil where the file does not say.
    var agreement: Double? { compared == 0 ? nil : Double(agreed) / Double(compared) }

    /// The time within which that many percent of the answers came, in milliseconds.
    func milliseconds(percentile: Double) -> Double {
        guard sent > 0 else { return 0 }
        return Double(histogram.valueAtPercentile(percentile)) / 1000
    }

    private mutating func keep(_ reason: String, kind: String, line: Int) {
        guard reasons.count < Self.maximumReasons, kinds.insert(kind).inserted else { return }
        reasons.append("line \(line): \(reason)")
    }
}
