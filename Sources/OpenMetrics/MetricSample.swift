/// A number, or a histogram, with its labels.
public struct MetricSample: Sendable {
    /// What it says.
    public enum Value: Sendable {
        /// A whole number.
        case integer(Int)
        /// A number.
        case number(Double)
        /// Counts in classes.
        case histogram(Histogram.Reading)
    }

    /// A label's name and value.
    public struct Label: Sendable, Hashable {
        /// The name.
        public let name: String
        /// The value: any text.
        public let value: String
    }

    /// The labels, in the order they are written.
    public let labels: [Label]
    /// What it says.
    public let value: Value

    /// Creates a sample without labels.
    public init(_ value: Value) { self.init([:], value) }

    /// Creates a sample.
    public init(_ labels: KeyValuePairs<String, String>, _ value: Value) {
        self.labels = labels.map { Label(name: $0.key, value: $0.value) }
        self.value = value
    }

    /// What a counter has come to.
    public init(_ labels: KeyValuePairs<String, String>, _ counter: Counter) {
        self.init(labels, .integer(counter.value))
    }

    /// What a histogram has come to.
    public init(_ labels: KeyValuePairs<String, String>, _ histogram: Histogram) {
        self.init(labels, .histogram(histogram.reading))
    }
}
