/// What a run of the load generator gave.
struct LoadOutcome: Codable, Sendable {
    /// Answers 2xx in the measured time.
    var accepted = 0
    /// Other answers.
    var refused = 0
    /// Connections that were lost.
    var lost = 0
    /// The measured time in seconds.
    var seconds = 0.0
    /// Processor time the generator itself took in it, in seconds.
    var processorSeconds = 0.0
    /// From the moment a request was to be sent to its whole answer, in milliseconds.
    var p50 = 0.0
    var p99 = 0.0
    /// The first answer that was none of 2xx, for whoever wonders.
    var complaint: String?

    /// Accepted a second.
    var perSecond: Double { seconds > 0 ? Double(accepted) / seconds : 0 }
}
