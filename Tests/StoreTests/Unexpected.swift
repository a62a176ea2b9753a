import Store

/// A result a test did not expect.
struct Unexpected: Error {
    let found: String

    init(_ found: some Sendable) {
        self.found = String(describing: found)
    }
}

extension Submission.Result {
    /// What sending the same again must answer.
    var asReplay: Submission.Result {
        if case .stored(let receipt) = self { .replayed(receipt) } else { self }
    }
}
