/// Metrics of one name: what it is, and a sample for each set of labels.
public struct MetricFamily: Sendable {
    /// What its samples are.
    public enum Kind: String, Sendable {
        /// Numbers that only grow; their samples are called `name_total`.
        case counter
        /// Numbers that come and go.
        case gauge
        /// Counts in classes, with their sum.
        case histogram
        /// Facts in labels; their samples are called `name_info` and are 1.
        case info
    }

    /// The name without a suffix; it ends with the unit, where there is one.
    public let name: String
    /// What its samples are.
    public let kind: Kind
    /// The base unit, `seconds` or `bytes`; nil for what is counted.
    public let unit: String?
    /// What it says, in a sentence.
    public let help: String
    /// The samples, no two with the same labels.
    public let samples: [MetricSample]

    /// Creates a family.
    public init(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ samples: [MetricSample]) {
        (self.name, self.kind, self.unit, self.help, self.samples) = (name, kind, unit, help, samples)
    }
}
