import OpenMetrics
import ServiceRequests

/// What was decided and sent for one city since the program started, whichever publication was in force.
final class CityMeter: Sendable {
    /// How a decision came about.
    enum Way: String, Sendable {
        /// A rule, with nothing to doubt.
        case rule
        /// A rule, and more than one boundary of a layer held the point.
        case ambiguous
        /// A rule, and the true place may lie across an edge that would change it.
        case nearEdge = "near_edge"
        /// To triage: no boundary of a layer held the point.
        case gap
        /// To triage: a person looks at it first.
        case quarantine
        /// To triage: the place is words.
        case noPoint = "no_point"
    }

    /// What became of a mail that was taken to be sent.
    enum MailFate: String, Sendable, CaseIterable {
        /// The mailer has it.
        case sent
        /// It is tried again later.
        case postponed
        /// It is not tried again.
        case failed
    }

    /// What became of an update that was sent to a client.
    enum PushFate: String, Sendable, CaseIterable {
        /// The other system has it.
        case sent
        /// It would not have it; it is tried again later.
        case postponed
        /// It was given up, or the other system took nothing.
        case failed
    }

    struct Decided: Sendable, Hashable {
        let department: String
        let way: Way
    }

    let decisions = Labelled<Decided, Counter>(other: Decided(department: "other", way: .rule)) { Counter() }
    let decisionTimes = Histogram(seconds: Histogram.decisionTimes)
    /// Drafts that nobody here owns.
    let outside = Counter()
    let pushes: [PushFate: Counter] = Dictionary(uniqueKeysWithValues: PushFate.allCases.map { ($0, Counter()) })
    let mails: [MailFate: Counter] = Dictionary(uniqueKeysWithValues: MailFate.allCases.map { ($0, Counter()) })

    /// Counts a decision, as it was made in the end; nil where nobody here owns the draft.
    func decided(_ decision: RoutingDecision?, took: Duration) {
        decisionTimes.observe(took)
        guard let decision else {
            outside.add()
            return
        }
        decisions[Decided(department: decision.department, way: Way(decision))].add()
    }
}

extension CityMeter.Way {
    fileprivate init(_ decision: RoutingDecision) {
        self =
            switch decision.triage {
            case .gap: .gap
            case .noPoint: .noPoint
            case .quarantine: .quarantine
            case nil: decision.isAmbiguous ? .ambiguous : decision.isInDoubt ? .nearEdge : .rule
            }
    }
}
