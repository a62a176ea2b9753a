import Glibc
import Postgres
import Synchronization

/// Does to a site what the schedule says, one fault after the other, and waits until each is over.
final class ChaosFaults: Sendable {
    let site: ChaosSite
    let tally = Mutex(ChaosTally())
    private let over = Atomic<Bool>(false)
    /// How far the submitting is; asked while a fault lasts.
    let acknowledged: @Sendable () -> Int
    /// How long after its lease's end a dead worker's item may still wait to be taken back, in seconds.
    let sweep = 2.0
    /// What a busy machine is granted on top, in seconds.
    let grace = 5.0

    init(site: ChaosSite, acknowledged: @escaping @Sendable () -> Int) {
        self.site = site
        self.acknowledged = acknowledged
    }

    /// Whether all of the schedule is done.
    var isOver: Bool { over.load(ordering: .relaxed) }

    /// Says that it is.
    func end() { over.store(true, ordering: .relaxed) }

    /// Does one, and returns when both servers are ready again.
    func make(_ step: ChaosSchedule.Step) async throws {
        var dice = step.dice
        if let obstacle = obstacle(to: step.fault) {
            tally.withLock { $0.skipped[step.fault] = obstacle }
            return
        }
        try await make(step.fault, &dice)
        let start = ContinuousClock.now
        for server in site.servers { try await server.waitUntilReady(site.client, within: .seconds(90)) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        tally.withLock {
            $0.faults[step.fault, default: 0] += 1
            $0.recoveries.append(seconds)
        }
    }

    private func obstacle(to fault: ChaosFault) -> String? {
        switch fault {
        case .fullDisk where !SmallMount.isMounted(site.plan.folder.path + "/disk"):
            "no small file system of the run's own: neither root nor unshare -rm is allowed here"
        case .movedClock where MovedClock.library == nil: "no libfaketime"
        default: nil
        }
    }

    private func make(_ fault: ChaosFault, _ dice: inout ChaosDice) async throws {
        let server = dice.pick(site.servers)
        switch fault {
        case .serverKill: try await restart([server], &dice)
        case .databaseKill: killDatabase()
        case .bothKill:
            killDatabase()
            try await restart([server], &dice)
        case .allKill:
            killDatabase()
            try await restart(site.servers, &dice)
        case .sessionsEnd: try await endSessions(&dice)
        case .sessionKill: try await killSession()
        case .replyCut: try await cut(.reply)
        case .requestCut: try await cut(.request)
        case .workerKill, .workerStop: try await dropWorker(dice.pick(ChaosSite.workers), isKill: fault == .workerKill)
        case .loadKill:
            guard let load = site.child(ChaosSite.submitter), load.isRunning else { return }
            await load.murder()
            try site.startSubmitter()
        case .heldTransaction: try await holdTransaction()
        case .fullDisk: try await fillDisk(isFatal: dice.falls(50))
        case .movedClock: try await moveClock(of: server)
        }
    }

    // MARK: - Servers and the database

    /// Kills servers all at once and starts them a moment later.
    private func restart(_ servers: [ChaosServer], _ dice: inout ChaosDice) async throws {
        for server in servers { server.current?.signal(SIGKILL) }
        for server in servers { await server.murder() }
        tally.withLock { $0.serverKills += servers.count }
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...600, using: &dice)))
        for server in servers { try server.start() }
    }

    private func killDatabase() {
        guard let postmaster = site.database.processID else { return }
        kill(postmaster, SIGKILL)
        tally.withLock { $0.databaseKills += 1 }
    }

    private func endSessions(_ dice: inout ChaosDice) async throws {
        for limit in Array(repeating: 1, count: 30) + [1000] {
            // It may take the one who asks along.
            _ = try? await site.database.number(Self.end(sessions: limit))
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...100, using: &dice)))
        }
    }

    private static func end(sessions limit: Int) -> SQL {
        """
        SELECT count(pg_terminate_backend(pid)) FROM (
            SELECT pid FROM pg_stat_activity
             WHERE application_name = 'dispatch311' AND pid <> pg_backend_pid() AND backend_type = 'client backend'
             ORDER BY random() LIMIT \(limit)
        ) AS session
        """
    }

    private func killSession() async throws {
        let session = try await site.database.patient {
            try await site.database.number(
                """
                SELECT pid FROM pg_stat_activity
                 WHERE application_name = 'dispatch311' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
                """
            )
        }
        guard session > 1 else { return }
        kill(pid_t(session), SIGKILL)
        // PostgreSQL notices, ends everybody and recovers.
        try await Task.sleep(for: .milliseconds(500))
    }

    private func cut(_ side: CutPlan.Side) async throws {
        defer { for proxy in site.proxies { proxy.plan.cut(nil) } }
        for proxy in site.proxies { proxy.plan.cut(side) }
        try await Task.sleep(for: .seconds(2))
    }
}
