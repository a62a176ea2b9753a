import ServiceRequests

/// The submissions that wait for a statement and those that one carries, as a value: what is sent next, and who is told.
///
/// Twins (the same key and fingerprint) are one entry with several waiters.
struct IntakeLine<Waiter: Sendable>: Sendable {
    /// What becomes of one that comes in.
    enum Arrival: Hashable {
        /// It waits, and a statement must be begun for it.
        case first
        /// It waits for a statement that will carry it.
        case waiting
        /// It is not taken on.
        case crowded
    }

    /// What one statement carries.
    struct Load: Sendable {
        fileprivate let entries: [Entry]

        var submissions: [Submission] { entries.map(\.submission) }
    }

    fileprivate struct Entry: Sendable {
        let submission: Submission
        let waiter: Waiter
    }

    private let limits: IntakeLimits
    private var waiting: [Entry] = []
    private var twins: [Submission.Key: [Waiter]] = [:]
    private var statements = 0
    /// How many have no answer yet.
    private(set) var count = 0

    init(limits: IntakeLimits) {
        self.limits = limits
    }

    /// Whether another would not be taken on.
    var isCrowded: Bool { count >= limits.maximumWaiting }

    /// Takes one on.
    mutating func arrive(_ submission: Submission, _ waiter: Waiter) -> Arrival {
        guard !isCrowded else { return .crowded }
        count += 1
        if let key = submission.key {
            guard twins[key] == nil else {
                twins[key]?.append(waiter)
                return .waiting
            }
            twins[key] = []
        }
        waiting.append(Entry(submission: submission, waiter: waiter))
        guard statements < limits.maximumStatements else { return .waiting }
        statements += 1
        return .first
    }

    /// What the next statement carries, in the order of arrival; nil where nothing waits, and the statement ends.
    mutating func load() -> Load? {
        var end = 0
        var bytes = 0
        while end < waiting.count, end < limits.maximumBatch {
            bytes += waiting[end].submission.weight
            if bytes > limits.maximumBatchBytes, end > 0 { break }
            end += 1
        }
        guard end > 0 else {
            statements -= 1
            return nil
        }
        let load = Load(entries: Array(waiting[..<end]))
        waiting.removeFirst(end)
        return load
    }

    /// Whom to tell what, once the statement of a load has an answer for each of it.
    mutating func end(
        _ load: Load,
        _ results: [Result<Submission.Result, StoreError>]
    ) -> [(Waiter, Result<Submission.Result, StoreError>)] {
        var told: [(Waiter, Result<Submission.Result, StoreError>)] = []
        for (entry, result) in zip(load.entries, results) {
            told.append((entry.waiter, result))
            guard let key = entry.submission.key, let others = twins.removeValue(forKey: key) else { continue }
            told += others.map { ($0, result.map(\.ofTwin)) }
        }
        count -= told.count
        return told
    }
}

extension Submission {
    /// About how many bytes of texts it has.
    fileprivate var weight: Int {
        let answers = draft.attributes.reduce(0) { $1.value.reduce($0 + $1.key.utf8.count) { $0 + $1.utf8.count } }
        return 512 + (draft.description?.utf8.count ?? 0) + (draft.addressText?.utf8.count ?? 0) + answers
    }
}

extension Submission.Result {
    /// What a twin is told that came in while this was not yet known.
    fileprivate var ofTwin: Submission.Result {
        if case .stored(let receipt) = self { .replayed(receipt) } else { self }
    }
}
