import Glibc
import Postgres
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The faults that last: a transaction held, a disk full, a clock moved.
extension ChaosFaults {
    /// Holds a transaction with an xid open while everything else goes on.
    func holdTransaction() async throws -> ChaosEffect {
        try await site.database.patient {
            try await site.database.with { connection in
                try connection.script("BEGIN; SELECT pg_current_xact_id()")
                let before = acknowledged()
                try await Task.sleep(for: .seconds(4))
                let after = acknowledged()
                if after == before, after < site.plan.requests {
                    breach("slow readers stop nobody", "nothing was acknowledged in 4 s beside a held transaction")
                }
                try connection.script("ROLLBACK")
            }
        }
        return .made(since: .now)
    }

    /// Leaves no room; where it is fatal PostgreSQL cannot make more log and stops itself.
    func fillDisk(isFatal: Bool) async throws -> ChaosEffect {
        let filler = site.plan.folder.filler
        defer { unlink(filler) }
        try SmallMount.fill(filler)
        guard !SmallMount.hasRoom(filler) else { return .missed("there was room left") }
        if isFatal {
            for _ in 0..<30 {
                let sql: SQL = "SELECT length(txid_current()::text || pg_switch_wal()::text)"
                guard (try? await site.database.number(sql)) != nil else { break }
            }
        }
        try await Task.sleep(for: .seconds(3))
        return .made(since: .now)
    }

    /// Runs a server ten minutes behind and ten minutes ahead of the database.
    func moveClock(of server: ChaosServer) async throws -> ChaosEffect {
        guard let library = MovedClock.library else { return .missed("no libfaketime") }
        var start = ContinuousClock.now
        for shift in ["-10m", "+10m", nil] as [String?] {
            start = .now
            if await server.murder() { tally.withLock { $0.serverKills += 1 } }
            try server.start(environment: shift.map { MovedClock.environment(library: library, shift: $0) } ?? [:])
            try await server.waitUntilReady(site.client, within: .seconds(90))
            if shift != nil { try await Task.sleep(for: .seconds(2)) }
        }
        return .made(since: start)
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
