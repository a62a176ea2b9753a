import Postgres
import ServiceLifecycle

/// Whether this process can do its work now.
struct Readiness: Sendable {
    /// Longer than any healthy answer and shorter than the patience of whoever asks.
    static let deadline: Duration = .seconds(2)

    let pool: PostgresPool
    let cities: Cities

    /// What is not as it should be though the work goes on, by name.
    var weaknesses: [String] { cities.weaknesses }

    /// What is missing, by name; empty when ready.
    func missing() async -> [String] {
        var missing: [String] = []
        if Task.isShuttingDownGracefully { missing.append("running: the server is shutting down") }
        if cities.all.isEmpty { missing.append("snapshot: no catalog and boundaries are loaded") }
        do {
            _ = try await pool.first("SELECT 1", deadline: Self.deadline) { row throws(PostgresError) in
                try row.decode(Int.self)
            }
        } catch {
            missing.append("database: \(error)")
        }
        return missing
    }
}
