import Postgres
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A run from its first server to its verdict.
struct ChaosRun: Sendable {
    let site: ChaosSite
    let schedule: ChaosSchedule
    /// When it has to be over, drained and all.
    let deadline: ContinuousClock.Instant
    /// Told what goes on.
    let say: @Sendable (String) -> Void

    private var folder: ChaosFolder { site.plan.folder }

    /// Runs load and faults, drains, and judges.
    func run() async throws -> ChaosReport {
        let start = ContinuousClock.now
        try await site.open()
        say("two servers are ready; submitting \(site.plan.requests) at \(Int(site.plan.rate)) a second")
        let watch = ChaosWatch(site.database)
        let tail = LedgerTail(folder.submissions)
        let faults = ChaosFaults(site: site) { tail.acknowledged() }
        for name in ChaosSite.workers { try site.startWorker(name) }
        try site.startSubmitter()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await watch.run()
                return false
            }
            group.addTask {
                try await disturb(faults)
                return false
            }
            group.addTask {
                try await drain(faults)
                return true
            }
            defer { group.cancelAll() }
            // The first failure ends it all; the watch goes on until the rest is over.
            while try await group.next() == false {}
        }
        await watch.look()
        return try await judge(faults, watch, since: start)
    }

    /// Waits until the load is through, and has every item completed.
    private func drain(_ faults: ChaosFaults) async throws {
        try await wait("the faults to be over") {
            try check(ChaosSite.workers)
            return faults.isOver
        }
        say("\(faults.acknowledged()) acknowledged; draining")
        try await wait("every submission to be answered") {
            guard let code = site.child(ChaosSite.submitter)?.code else { return false }
            guard code == 0 else { throw BenchError("expected chaos-submit to end with 0, found \(code)") }
            return true
        }
        try folder.raise(folder.drainSign)
        try await wait("every item to be completed") {
            try check(ChaosSite.workers)
            return try await site.database.patient { try await site.database.number(Self.left) } == 0
        }
    }

    private static let left: SQL = """
        SELECT (SELECT count(*) FROM work_item WHERE status = 'open') + (SELECT count(*) FROM ready)
             + (SELECT count(*) FROM lease) + (SELECT count(*) FROM accepted)
        """

    /// Does the schedule, each step once its share of the load is through.
    private func disturb(_ faults: ChaosFaults) async throws {
        for (place, step) in schedule.steps.enumerated() {
            let wanted = Int(step.share * Double(site.plan.requests))
            try await wait("\(wanted) submissions to be acknowledged") { faults.acknowledged() >= wanted }
            say("fault \(place + 1) of \(schedule.steps.count) after \(faults.acknowledged()): \(step.fault.rawValue)")
            try await faults.make(step)
        }
        faults.end()
    }

    /// Workers run unless a fault has them dead.
    private func check(_ names: [String]) throws {
        for name in names {
            if let code = site.child(name)?.code, code != 128 + 9 {
                throw BenchError("expected \(name) to run, found that it ended with \(code): \(folder.logs)/\(name)")
            }
        }
    }

    private func wait(_ what: String, _ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            guard ContinuousClock.now < deadline else {
                throw BenchError("expected \(what) before the time was up (--seconds), found that it did not come")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    // MARK: - The verdict

    private func judge(
        _ faults: ChaosFaults,
        _ watch: ChaosWatch,
        since start: ContinuousClock.Instant
    ) async throws -> ChaosReport {
        var verdict = ChaosVerdict()
        let submissions = SubmissionRecord(folder.submissions)
        let workers = folder.workLedgers.map { WorkRecord($0) }
        let stored = try await ChaosStored.read(site.database, seed: site.plan.seed)
        let (verified, words) = try await site.tell(["verify"], within: .seconds(120))
        let faultsAtEnd = try await site.close()
        // After the load has ended nothing is under way any more.
        verdict.judge(submissions, stored, requests: site.plan.requests)
        verdict.judge(folder.workLedgers.map { WorkRecord($0) }, stored)
        if verified != 0 { verdict.add("dispatch311 verify", "ended with \(verified ?? -1): \(words)") }
        for fault in faultsAtEnd { verdict.add("an orderly end", fault) }
        for row in watch.seen.breaches { verdict.add("in exactly one place", row) }
        for line in serverFaults { verdict.add("no server fails anybody", line) }
        let tally = faults.tally.withLock { $0 }
        var answers = submissions.statuses
        for worker in workers { answers.merge(worker.statuses, uniquingKeysWith: +) }
        return ChaosReport(
            seed: site.plan.seed,
            seconds: (ContinuousClock.now - start) / .seconds(1),
            requests: site.plan.requests,
            attempted: verdict.attempted,
            acknowledged: verdict.acknowledged,
            lost: verdict.lost,
            unexpected: verdict.unexpected,
            duplicated: verdict.duplicated,
            recovered: verdict.recovered,
            accepted_twice: verdict.acceptedTwice,
            worker_calls: verdict.calls,
            lost_words: verdict.lostWords,
            looks: watch.seen.looks,
            blind_looks: watch.seen.blind,
            misplaced: watch.seen.breaches.count,
            server_kills: tally.serverKills,
            database_kills: tally.databaseKills,
            cuts: site.proxies.map(\.plan.cuts).reduce(0, +),
            faults: Dictionary(uniqueKeysWithValues: tally.faults.map { ($0.key.rawValue, $0.value) }),
            skipped: Dictionary(uniqueKeysWithValues: tally.skipped.map { ($0.key.rawValue, $0.value) }),
            returns: tally.returns.count,
            worst_return: tally.returns.max() ?? 0,
            return_limit: Double(site.plan.lease) + faults.sweep + faults.grace,
            worst_recovery: tally.recoveries.max() ?? 0,
            answers: Dictionary(uniqueKeysWithValues: answers.map { ("\($0.key)", $0.value) }),
            breaches: tally.breaches + verdict.breaches
        )
    }

    /// Lines of the servers' logs that should not be there.
    private var serverFaults: [String] {
        site.servers.flatMap { server in
            folder.text(server.log).split(separator: "\n").filter {
                $0.contains("http.status=500") || $0.contains("Fatal error") || $0.contains("Crash:")
            }.prefix(20).map { "server \(server.number): \($0)" }
        }
    }
}
