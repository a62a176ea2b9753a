public import Postgres
import Synchronization

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The time by the database's clock, without asking it each time: the process clock plus a measured offset.
///
/// Due dates are counted from it, so that a server whose clock is wrong still promises the right day.
public final class DatabaseClock: Sendable {
    private let pool: PostgresPool
    private let offset = Mutex<TimeInterval>(0)

    /// Starts with no offset; `measure` finds it.
    public init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Now, by the database's clock.
    public var now: Date { Date().addingTimeInterval(offset.withLock { $0 }) }

    /// The database's clock less this process's, in seconds, as it was last measured.
    public var offsetSeconds: Double { offset.withLock { $0 } }

    /// Asks the database once and keeps the difference; right to half the round trip.
    public func measure() async throws(StoreError) {
        let before = Date()
        let theirs = try await stored { () throws(PostgresError) in
            try await pool.first("SELECT clock_timestamp()") { row throws(PostgresError) in try row.decode(Date.self) }
        }.orMissing("clock")
        let ours = before.addingTimeInterval(Date().timeIntervalSince(before) / 2)
        offset.withLock { $0 = theirs.timeIntervalSince(ours) }
    }
}
