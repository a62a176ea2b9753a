import TestSupport

/// Lets only a few tests at a time have a database: the test server has connections for no more.
actor Gate {
    private static let shared = Gate()

    private var free = 4
    private var line: [CheckedContinuation<Void, Never>] = []

    /// Lends a database of its own to a test when it is its turn.
    static func withDatabase<R>(_ body: (TestDatabase) async throws -> R) async throws -> R {
        await shared.enter()
        let result: Result<R, any Error>
        do {
            result = .success(try await TestDatabase.with(poolSize: 4, body))
        } catch {
            result = .failure(error)
        }
        await shared.leave()
        return try result.get()
    }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { line.append($0) }
        }
    }

    private func leave() {
        if line.isEmpty {
            free += 1
        } else {
            line.removeFirst().resume()
        }
    }
}
