/// How often something was how large: counts in fixed classes, and the sum.
///
/// Two atomic additions an event: no lock, no allocation. Numbers are kept whole, in steps of `step` base units, so that
/// sums do not lose what is small.
public final class Histogram: Sendable {
    /// What a histogram has come to.
    public struct Reading: Sendable, Hashable {
        /// The upper bounds of the classes, ascending; one class above the last is unbounded.
        public let bounds: [Double]
        /// How many fell into each class, the unbounded one last.
        public let counts: [Int]
        /// The sum of all, in base units.
        public let sum: Double

        /// Puts a reading together.
        public init(bounds: [Double], counts: [Int], sum: Double) {
            (self.bounds, self.counts, self.sum) = (bounds, counts, sum)
        }
    }

    /// Seconds an answer takes: a millisecond to ten seconds.
    public static let answerTimes = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Seconds a decision in memory takes: a microsecond to ten milliseconds.
    public static let decisionTimes = [1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 1e-2]

    private let bounds: [Double]
    private let limits: [Int]
    private let step: Double
    private let classes: [Counter]
    private let sum = Counter()

    /// Counts durations, to the nanosecond; bounds are seconds, ascending.
    public convenience init(seconds bounds: [Double]) { self.init(bounds: bounds, step: 1e-9) }

    /// Counts sizes, in whole numbers; bounds ascend.
    public convenience init(sizes bounds: [Double]) { self.init(bounds: bounds, step: 1) }

    private init(bounds: [Double], step: Double) {
        self.bounds = bounds
        self.step = step
        limits = bounds.map { Int(($0 / step).rounded()) }
        classes = (0...bounds.count).map { _ in Counter() }
    }

    /// Counts a duration; a histogram of sizes is not for it.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }

    /// Counts a number of steps: a size, or nanoseconds.
    public func observe(_ steps: Int) {
        let place = limits.firstIndex { steps <= $0 } ?? limits.count
        classes[place].add()
        sum.add(steps)
    }

    /// What it has come to.
    public var reading: Reading {
        Reading(bounds: bounds, counts: classes.map(\.value), sum: Double(sum.value) * step)
    }
}
