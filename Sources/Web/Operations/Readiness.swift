import Postgres
import ServiceLifecycle
import Synchronization

/// Whether this process can do its work now.
final class Readiness: Sendable {
    /// Longer than any healthy answer and shorter than the patience of whoever asks.
    static let deadline: Duration = .seconds(2)

    private let pool: PostgresPool
    private let cities: Cities
    private let probe = Mutex<Task<String?, Never>?>(nil)

    init(pool: PostgresPool, cities: Cities) {
        self.pool = pool
        self.cities = cities
    }

    /// What is not as it should be though the work goes on, by name.
    var weaknesses: [String] { cities.weaknesses }

    /// What is missing, by name; empty when ready.
    ///
    /// Ends by the deadline, also where the database does not answer at all.
    func missing() async -> [String] {
        var missing: [String] = []
        if Task.isShuttingDownGracefully { missing.append("running: the server is shutting down") }
        if cities.all.isEmpty { missing.append("snapshot: no catalog and boundaries are loaded") }
        if let complaint = await complaint() { missing.append("database: \(complaint)") }
        return missing
    }

    private func complaint() async -> String? {
        let (answers, answer) = AsyncStream.makeStream(of: String?.self)
        let probe = running()
        Task { answer.yield(await probe.value) }
        let timer = Task {
            try? await Task.sleep(for: Self.deadline)
            answer.yield("The database did not answer in time.")
        }
        defer { timer.cancel() }
        for await first in answers { return first }
        return nil
    }

    /// One question at a time, however many ask: a database that stands still gets no line of them.
    private func running() -> Task<String?, Never> {
        probe.withLock { current in
            if let current { return current }
            let task = Task {
                let complaint = await ask()
                probe.withLock { $0 = nil }
                return complaint
            }
            current = task
            return task
        }
    }

    private func ask() async -> String? {
        do {
            _ = try await pool.first("SELECT 1", deadline: Self.deadline) { row throws(PostgresError) in
                try row.decode(Int.self)
            }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
