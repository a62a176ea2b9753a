import Synchronization

/// A value that is costly to make, made at most once an interval for everybody who wants it.
///
/// The interval grows with what the making took, so that it never takes more than a tenth of one connection's time,
/// however many look.
final class Kept<Value: Sendable>: Sendable {
    private struct State: Sendable {
        var value: Value?
        /// When the making of it began and, where it ended, when it may begin again.
        var began = ContinuousClock.now
        var next = ContinuousClock.now
        /// How long the last making took.
        var took = Duration.zero
        var making: Task<Value, any Error>?
    }

    /// How many times longer than the making the next one must wait.
    private static var rest: Int { 10 }
    /// How long somebody waits for a newer value where there is one: who has just done something looks for it, so that what
    /// is made quickly is waited for, also on a busy machine; what takes long is not.
    private static var patience: Duration { .seconds(2) }
    private static var impatience: Duration { .milliseconds(50) }
    private static var quick: Duration { .milliseconds(300) }
    /// What is older than this is not shown instead.
    private static var tooOld: Duration { .seconds(600) }

    private let state = Mutex(State())
    private let interval: Duration
    private let make: @Sendable () async throws -> Value

    /// Prepares to make a value; nothing is made before somebody asks.
    init(every interval: Duration, _ make: @escaping @Sendable () async throws -> Value) {
        self.interval = interval
        self.make = make
    }

    /// The value: made anew where its time has come, and the last one where that takes long or fails.
    ///
    /// `isOld` tells of a value that is not old enough to be made anew whether somebody knows of something newer; they
    /// wait for that for a moment.
    func value(isOld: (Value) -> Bool = { _ in false }) async throws -> Value {
        let (known, began, next, took) = state.withLock { ($0.value, $0.began, $0.next, $0.took) }
        let now = ContinuousClock.now
        guard let known else { return try await making().value }
        if now < next {
            guard isOld(known), next - now < .seconds(1) else { return known }
            try await Task.sleep(until: next, clock: .continuous)
            return await fresher(than: known, within: .milliseconds(500))
        }
        guard now - began < Self.tooOld else { return try await making().value }
        return await fresher(than: known, within: took < Self.quick ? Self.patience : Self.impatience)
    }

    /// The same; nil where there is none yet and the first takes longer than somebody waits, or fails.
    func value(within patience: Duration) async -> Value? {
        guard state.withLock({ $0.value == nil }) else { return try? await value() }
        return await soon(making(), within: patience)
    }

    private func fresher(than known: Value, within patience: Duration) async -> Value {
        await soon(making(), within: patience) ?? known
    }

    private func soon(_ making: Task<Value, any Error>, within patience: Duration) async -> Value? {
        let (answers, answer) = AsyncStream.makeStream(of: Value?.self)
        Task { answer.yield(try? await making.value) }
        let timer = Task {
            try? await Task.sleep(for: patience)
            answer.yield(nil)
        }
        defer { timer.cancel() }
        for await first in answers { return first }
        return nil
    }

    private func making() -> Task<Value, any Error> {
        state.withLock { state in
            if let making = state.making { return making }
            // Somebody else made it between.
            if let value = state.value, ContinuousClock.now < state.next { return Task { value } }
            let began = ContinuousClock.now
            let task = Task { [self] in
                let result: Result<Value, any Error>
                do { result = .success(try await make()) } catch { result = .failure(error) }
                let took = ContinuousClock.now - began
                self.state.withLock { state in
                    if case .success(let value) = result { (state.value, state.began) = (value, began) }
                    state.next = .now + max(interval, took * Self.rest)
                    state.took = took
                    state.making = nil
                }
                return try result.get()
            }
            state.making = task
            return task
        }
    }
}
