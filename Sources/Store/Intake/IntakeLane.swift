import Synchronization

/// Gathers submissions while a statement is in flight; the next one carries them all.
final class IntakeLane: Sendable {
    typealias Answer = Result<Submission.Result, StoreError>

    private let line: Mutex<IntakeLine<CheckedContinuation<Answer, Never>>>
    private let write: @Sendable ([Submission]) async -> [Answer]

    /// `write` stores submissions and gives an answer for each, in their order.
    init(limits: IntakeLimits, write: @escaping @Sendable ([Submission]) async -> [Answer]) {
        line = Mutex(IntakeLine(limits: limits))
        self.write = write
    }

    var isCrowded: Bool { line.withLock { $0.isCrowded } }
    var waiting: Int { line.withLock { $0.count } }

    /// Waits for its answer, whatever becomes of the task: what was sent may be stored.
    func submit(_ submission: Submission) async -> Answer {
        await withCheckedContinuation { waiter in
            switch line.withLock({ $0.arrive(submission, waiter) }) {
            case .first: Task { await carry() }
            case .waiting: break
            case .crowded: waiter.resume(returning: .failure(.crowded))
            }
        }
    }

    /// Sends one statement after another until nothing waits.
    private func carry() async {
        while let load = line.withLock({ $0.load() }) {
            let answers = await write(load.submissions)
            let told = line.withLock { $0.end(load, answers) }
            for (waiter, answer) in told { waiter.resume(returning: answer) }
        }
    }
}
