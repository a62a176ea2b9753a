/// What several repeats of one measurement gave.
struct Series: Sendable {
    private(set) var values: [Double] = []

    /// Adds a repeat's value.
    mutating func add(_ value: Double) { values.append(value) }

    /// The middle value, or the mean of the two in the middle; 0 of none.
    var median: Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The lowest value.
    var lowest: Double { values.min() ?? 0 }

    /// The highest value.
    var highest: Double { values.max() ?? 0 }

    /// The value that so many of a hundred do not exceed.
    func percentile(_ percent: Double) -> Double { Self.percentile(percent, ofSorted: values.sorted()) }

    /// The value that so many of a hundred do not exceed, of values in order; 0 of none.
    static func percentile(_ percent: Double, ofSorted values: [some BinaryFloatingPoint]) -> Double {
        guard !values.isEmpty else { return 0 }
        let rank = Int((Double(values.count) * percent / 100).rounded(.up))
        return Double(values[min(values.count, max(1, rank)) - 1])
    }
}
