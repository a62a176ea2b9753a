import Synchronization

/// Metrics of one kind, one for each label that came up.
///
/// A label is made of what the program itself has a bounded number of: routes, departments, outcomes, never what a client
/// wrote. Should there be more than `maximum` all the same, the rest is counted under `other`.
public final class Labelled<Label: Hashable & Sendable, Metric: Sendable>: Sendable {
    private let metrics = Mutex<[Label: Metric]>([:])
    private let maximum: Int
    private let other: Label
    private let make: @Sendable () -> Metric

    /// Has nothing yet; `make` makes a metric the first time its label comes up.
    public init(maximum: Int = 1000, other: Label, make: @escaping @Sendable () -> Metric) {
        (self.maximum, self.other, self.make) = (maximum, other, make)
    }

    /// The metric of a label: a short lock and a look into a table.
    public subscript(label: Label) -> Metric {
        metrics.withLock { metrics in
            if let metric = metrics[label] { return metric }
            let label = metrics.count < maximum ? label : other
            if let metric = metrics[label] { return metric }
            let metric = make()
            metrics[label] = metric
            return metric
        }
    }

    /// All there are, in no order.
    public var all: [Label: Metric] { metrics.withLock { $0 } }
}
