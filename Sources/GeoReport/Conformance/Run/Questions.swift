/// Asks a server one question after the other, and knows when to stop.
final class Questions {
    /// So many questions in a row without an answer mean that nobody is there any more.
    static let patience = 4

    /// How many were asked.
    private(set) var count = 0

    private let fetch: Exchange.Fetch
    private let most: Int
    private let onQuestion: @Sendable (Int) -> Void
    private var silences = 0
    /// Why questions are not asked any more; nil while all were.
    private(set) var stop: Exchange.Failure?

    init(most: Int, onQuestion: @escaping @Sendable (Int) -> Void, fetch: @escaping Exchange.Fetch) {
        self.most = most
        self.onQuestion = onQuestion
        self.fetch = fetch
    }

    /// Begins again: somebody is there, though what was looked for beside it may never be answered.
    func beginAgain() {
        silences = 0
        if stop == .givenUp { stop = nil }
    }

    /// Asks.
    func ask(_ question: Exchange.Question) async -> Exchange {
        if Task.isCancelled { stop = stop ?? .interrupted }
        if silences >= Self.patience { stop = stop ?? .givenUp }
        if count >= most { stop = stop ?? .spent(most) }
        if let stop { return Exchange(question, .failure(stop)) }
        count += 1
        onQuestion(count)
        let result = await fetch(question)
        if Task.isCancelled, case .failure = result {
            stop = .interrupted
            return Exchange(question, .failure(.interrupted))
        }
        if case .failure(let failure) = result, failure.isSilence { silences += 1 } else { silences = 0 }
        return Exchange(question, result)
    }
}
