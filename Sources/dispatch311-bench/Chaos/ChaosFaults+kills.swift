import Glibc
import Postgres
import Synchronization

/// The faults that are over at once: kills and cuts.
extension ChaosFaults {
    /// Kills servers, the postmaster or both all at once, and starts the servers a moment later.
    ///
    /// Where one of them is not there nothing is killed.
    func kill(_ servers: [ChaosServer], withDatabase: Bool, _ dice: inout ChaosDice) async throws -> ChaosEffect {
        for server in servers where !(server.current?.isRunning ?? false) {
            return .missed("server \(server.number) does not run")
        }
        let start = ContinuousClock.now
        if withDatabase {
            guard let postmaster = site.database.processID, site.database.kill(postmaster) else {
                return .missed("there is no postmaster")
            }
            tally.withLock { $0.databaseKills += 1 }
        }
        for server in servers { server.current?.signal(SIGKILL) }
        var killed = 0
        for server in servers where await server.murder() { killed += 1 }
        tally.withLock { [killed] in $0.serverKills += killed }
        if !servers.isEmpty { try await Task.sleep(for: .milliseconds(Int.random(in: 0...600, using: &dice))) }
        for server in servers { try server.start() }
        return killed == servers.count
            ? .made(since: start) : .missed("\(servers.count - killed) servers had ended by themselves")
    }

    /// Kills who submits, and starts it again.
    func killLoad() async throws -> ChaosEffect {
        guard let load = site.child(ChaosSite.submitter), load.isRunning else { return .missed("nobody submits") }
        let start = ContinuousClock.now
        guard await load.murder() else { return .missed("the load ended by itself") }
        try site.startSubmitter()
        return .made(since: start)
    }

    func endSessions(_ dice: inout ChaosDice) async throws -> ChaosEffect {
        var ended = 0
        for limit in Array(repeating: 1, count: 30) + [1000] {
            // It may take the one who asks along.
            ended += (try? await site.database.number(Self.end(sessions: limit))) ?? 0
            try await Task.sleep(for: .milliseconds(Int.random(in: 20...100, using: &dice)))
        }
        return ended > 0 ? .made(since: .now) : .missed("there was no session to end")
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

    func killSession() async throws -> ChaosEffect {
        let session = try await site.database.patient {
            try await site.database.number(
                """
                SELECT pid FROM pg_stat_activity
                 WHERE application_name = 'dispatch311' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
                """
            )
        }
        let start = ContinuousClock.now
        guard site.database.kill(pid_t(session)) else { return .missed("there was no session to kill") }
        // PostgreSQL notices, ends everybody and recovers.
        try await Task.sleep(for: .milliseconds(500))
        return .made(since: start)
    }

    func cut(_ side: CutPlan.Side) async throws -> ChaosEffect {
        defer { for proxy in site.proxies { proxy.plan.cut(nil) } }
        let before = site.cuts
        for proxy in site.proxies { proxy.plan.cut(side) }
        try await Task.sleep(for: .seconds(2))
        return site.cuts > before ? .made(since: .now) : .missed("nothing passed that could be cut")
    }
}
