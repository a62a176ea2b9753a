public import OpenMetrics

/// What was done with a jurisdiction's queues through this program since it started.
///
/// Counted when the database has answered a statement. One whose transaction is rolled back after that, and done again,
/// counts twice: that is rare, and these are figures for people who watch, not a ledger.
public final class QueueMeter: Sendable {
    /// What is said of items after a claim.
    public enum Word: String, Sendable {
        /// The department owns them.
        case accept
        /// They are done.
        case complete
        /// They go back to the queue.
        case release
        /// Whom they were offered to will not have them.
        case decline
        /// They go to another department.
        case handOver = "hand_over"
    }

    /// A word of a department and what became of one of its items.
    public struct Said: Sendable, Hashable {
        /// The department's code.
        public let department: String
        /// What was said.
        public let word: Word
        /// What became of it.
        public let outcome: ItemOutcome
    }

    /// Claims that took something, by department.
    public let claims = Labelled<String, Counter>(other: "other") { Counter() }
    /// Items that claims took, by department.
    public let claimedItems = Labelled<String, Counter>(other: "other") { Counter() }
    /// Leases that were given more time, by department.
    public let renewals = Labelled<String, Counter>(other: "other") { Counter() }
    /// Items that something was said of.
    public let words = Labelled<Said, Counter>(
        other: Said(department: "other", word: .accept, outcome: .unknown)
    ) { Counter() }
    /// Items that came back because their lease ran out.
    public let rescuedItems = Counter()
    /// Items that came back because nobody answered the offer.
    public let lapsedItems = Counter()
    /// Items that became overdue.
    public let overdueItems = Counter()

    init() {}

    /// Begins to count for departments: a counter that is born with its first claim has, for who reads it, not grown.
    public func know(_ departments: some Sequence<String>) {
        for department in departments {
            _ = claims[department]
            _ = claimedItems[department]
        }
    }

    func claimed(_ claim: Claim?, by worker: Worker) {
        if let claim { took(claim.items.count, by: worker) }
    }

    /// Counts as one claim what was taken at once.
    func took(_ items: Int, by worker: Worker) {
        guard items > 0 else { return }
        claims[worker.department].add()
        claimedItems[worker.department].add(items)
    }

    func renewed(_ renewal: Renewal?, by worker: Worker) {
        if renewal?.isCapped == false { renewals[worker.department].add() }
    }

    func said(_ word: Word, by worker: Worker, _ results: [ItemResult]) -> [ItemResult] {
        for result in results {
            words[Said(department: worker.department, word: word, outcome: result.outcome)].add()
        }
        return results
    }
}
