import Glibc
import Postgres
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The faults that last: workers away, a transaction held, a disk full, a clock moved.
extension ChaosFaults {
    /// Kills a worker's process, or stops it past its leases, and measures until its items can be claimed again.
    func dropWorker(_ name: String, isKill: Bool) async throws {
        guard let worker = site.child(name) else { return }
        // One that holds something.
        for _ in 0..<100 where await leases(of: name).isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        worker.signal(isKill ? SIGKILL : SIGSTOP)
        let start = ContinuousClock.now
        // What it sent last may just be arriving.
        try await Task.sleep(for: .milliseconds(200))
        let held = Set(await leases(of: name))
        let limit = Double(site.plan.lease) + sweep + grace
        var seconds = 0.0
        while !held.isEmpty, !held.isDisjoint(with: await leases(of: name)) {
            seconds = (ContinuousClock.now - start) / .seconds(1)
            if seconds > 3 * limit { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        if isKill {
            await worker.murder()
            try site.startWorker(name)
        } else {
            // Past its leases, whether it held any or not.
            let past = start + .seconds(Double(site.plan.lease) + 0.5)
            try await Task.sleep(until: past)
            worker.signal(SIGCONT)
        }
        guard !held.isEmpty else { return }
        tally.withLock { tally in
            tally.returns.append(seconds)
            guard seconds > limit else { return }
            tally.breaches.append(
                ChaosBreach(promise: "claimable again", row: "items of \(name): after \(seconds) s, at most \(limit)")
            )
        }
    }

    private func leases(of worker: String) async -> [String] {
        let held = try? await site.database.patient(.seconds(10)) {
            try await site.database.texts(
                "SELECT lease::text FROM lease WHERE position(\(worker + "-") in holder) > 0"
            )
        }
        return held ?? []
    }

    /// Holds a transaction with an xid open while everything else goes on.
    func holdTransaction() async throws {
        try await site.database.patient {
            try await site.database.with { connection in
                try connection.script("BEGIN; SELECT pg_current_xact_id()")
                let before = acknowledged()
                try await Task.sleep(for: .seconds(4))
                let after = acknowledged()
                if after == before, after < site.plan.requests {
                    tally.withLock {
                        let row = "nothing was acknowledged in 4 s beside a held transaction"
                        $0.breaches.append(ChaosBreach(promise: "slow readers stop nobody", row: row))
                    }
                }
                try connection.script("ROLLBACK")
            }
        }
    }

    /// Leaves no room; where it is fatal PostgreSQL cannot make more log and stops itself.
    func fillDisk(isFatal: Bool) async throws {
        let filler = site.plan.folder.filler
        defer { unlink(filler) }
        try SmallMount.fill(filler)
        if isFatal {
            for _ in 0..<30 {
                let sql: SQL = "SELECT length(txid_current()::text || pg_switch_wal()::text)"
                guard (try? await site.database.number(sql)) != nil else { break }
            }
        }
        try await Task.sleep(for: .seconds(3))
    }

    /// Runs a server ten minutes behind and ten minutes ahead of the database.
    func moveClock(of server: ChaosServer) async throws {
        guard let library = MovedClock.library else { return }
        for shift in ["-10m", "+10m", nil] as [String?] {
            await server.murder()
            tally.withLock { $0.serverKills += 1 }
            try server.start(environment: shift.map { MovedClock.environment(library: library, shift: $0) } ?? [:])
            try await server.waitUntilReady(site.client, within: .seconds(90))
            if shift != nil { try await Task.sleep(for: .seconds(2)) }
        }
    }
}

/// A process whose clock goes wrong, by libfaketime.
enum MovedClock {
    /// Where it is; nil where it is not installed.
    static var library: String? {
        ["x86_64-linux-gnu", "aarch64-linux-gnu"].map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
            .first { access($0, R_OK) == 0 }
    }

    static func environment(library: String, shift: String) -> [String: String] {
        [
            "LD_PRELOAD": library, "FAKETIME": shift,
            // Durations go on as they are; only the time of day is wrong.
            "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        ]
    }
}
