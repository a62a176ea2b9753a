import Glibc
import Postgres
import Synchronization

/// The faults of workers: killed, or standing still past their leases.
extension ChaosFaults {
    /// What a worker holds: leases and the items in them, side by side.
    private struct Held: Sendable {
        var leases: [String] = []
        var items: [Int64] = []
    }

    private struct HeldItem: Sendable {
        let lease: String
        let item: Int64
    }

    /// Kills a worker's process, or stops it past its leases, and measures until its items can be claimed again.
    func dropWorker(_ name: String, isKill: Bool) async throws -> ChaosEffect {
        guard let worker = site.child(name), worker.isRunning else { return .missed("\(name) does not run") }
        // One that holds something.
        for _ in 0..<100 where try await held(by: name).items.isEmpty {
            try await Task.sleep(for: .milliseconds(20))
        }
        worker.signal(isKill ? SIGKILL : SIGSTOP)
        let start = ContinuousClock.now
        // What it sent last may just be arriving.
        try await Task.sleep(for: .milliseconds(200))
        let held = try await held(by: name)
        let limit = Double(site.plan.lease) + sweep + grace
        var seconds = 0.0
        while !held.items.isEmpty {
            let left = try await stillAway(held)
            // After the look: until now at the longest.
            seconds = (ContinuousClock.now - start) / .seconds(1)
            if left == 0 || seconds > 3 * limit { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        if isKill {
            await worker.murder()
            try site.startWorker(name)
        } else {
            // Past its leases, whether it held any or not.
            try await Task.sleep(until: start + .seconds(Double(site.plan.lease) + 0.5))
            worker.signal(SIGCONT)
        }
        guard !held.items.isEmpty else { return .missed("\(name) held nothing") }
        tally.withLock { [seconds] in $0.returns.append(seconds) }
        if seconds > limit { breach("claimable again", "items of \(name): after \(seconds) s, at most \(limit)") }
        return .made(since: .now)
    }

    private func held(by worker: String) async throws -> Held {
        let rows = try await site.database.patient {
            try await site.database.with { connection in
                try connection.query(
                    "SELECT lease::text, unnest(items) FROM lease WHERE starts_with(holder, \(worker + "-"))",
                    deadline: .seconds(60)
                ) { row throws(PostgresError) in
                    let (lease, item) = try row.decode(String.self, Int64.self)
                    return HeldItem(lease: lease, item: item)
                }
            }
        }
        return Held(leases: rows.map(\.lease), items: rows.map(\.item))
    }

    /// How many items are still under the same leases, or nowhere: they wait again, or somebody has them already.
    private func stillAway(_ held: Held) async throws -> Int {
        try await site.database.patient {
            try await site.database.number(
                """
                SELECT count(*)
                  FROM unnest(\(held.leases)::text[], \(held.items)::bigint[]) AS h (lease, item)
                 WHERE NOT (
                     EXISTS (SELECT FROM ready r WHERE r.seq = h.item)
                     OR EXISTS (SELECT FROM lease l WHERE h.item = ANY (l.items) AND l.lease::text <> h.lease)
                     OR EXISTS (SELECT FROM accepted a WHERE a.item = h.item)
                     OR EXISTS (SELECT FROM work_item w WHERE w.item = h.item AND w.status <> 'open')
                 )
                """
            )
        }
    }
}
