import Synchronization

/// What a run comes to.
extension ChaosRun {
    /// Ends what runs and holds the ledgers against the database.
    func judge(
        _ faults: ChaosFaults,
        _ sight: ChaosWatch.Sight,
        since start: ContinuousClock.Instant
    ) async throws -> ChaosReport {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let stored = try await ChaosStored.read(site.database, seed: site.plan.seed)
        let (verified, words) = try await site.tell(["verify"], within: .seconds(120))
        let faultsAtEnd = try await site.close()
        // Workers have ended now: their ledgers are whole.
        let submissions = SubmissionRecord(folder.submissions)
        let workers = folder.lanes.map { WorkRecord(folder.work($0), of: $0) }
        var verdict = ChaosVerdict()
        verdict.judge(submissions, stored, requests: site.plan.requests)
        verdict.judge(workers, stored)
        if verified != 0 { verdict.add("dispatch311 verify", "ended with \(verified ?? -1): \(words)") }
        for fault in faultsAtEnd { verdict.add("an orderly end", fault) }
        for line in serverFaults { verdict.add("no server fails anybody", line) }
        let tally = faults.tally.withLock { $0 }
        verdict.judge(tally, sight, schedule, seconds: seconds)
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
            holdings: verdict.holdings,
            two_holders: verdict.breaches.count { $0.promise == ChaosVerdict.oneHolder },
            stale: verdict.stale,
            stale_early: verdict.breaches.count { $0.promise == ChaosVerdict.liveLease },
            looks: sight.looks,
            blind_looks: sight.blind,
            misplaced: sight.breaches.count,
            server_kills: tally.serverKills,
            database_kills: tally.databaseKills,
            cuts: site.cuts,
            faults: Dictionary(uniqueKeysWithValues: tally.faults.map { ($0.key.rawValue, $0.value) }),
            skipped: Dictionary(uniqueKeysWithValues: tally.skipped.map { ($0.key.rawValue, $0.value) }),
            returns: tally.returns.count,
            worst_return: tally.returns.max() ?? 0,
            return_limit: Double(site.plan.lease) + faults.sweep + faults.grace,
            worst_recovery: tally.recoveries.max() ?? 0,
            answers: Dictionary(uniqueKeysWithValues: answers.map { ("\($0.key)", $0.value) }),
            breaches: verdict.breaches
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
