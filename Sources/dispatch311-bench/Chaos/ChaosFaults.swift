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

    /// Whether somebody still submits.
    private var isUnderLoad: Bool {
        acknowledged() < site.plan.requests && site.child(ChaosSite.submitter)?.isRunning ?? false
    }

    /// Tries one, and returns when both servers are ready again; says why it was not made, nil where it was or cannot
    /// be made here at all.
    func make(_ step: ChaosSchedule.Step) async throws -> String? {
        if let obstacle = obstacle(to: step.fault) {
            tally.withLock { $0.skipped[step.fault] = obstacle }
            return nil
        }
        if !isUnderLoad {
            breach("every fault was made", "\(step.fault.rawValue): begun after the load had ended")
        }
        var dice = step.dice
        let effect = try await make(step.fault, &dice)
        // The servers may not yet know that it is gone.
        if step.fault.databaseKills > 0 {
            _ = try await site.database.patient(.seconds(90)) { try await site.database.number("SELECT 1") }
        }
        for server in site.servers { try await server.waitUntilReady(site.client, within: .seconds(90)) }
        switch effect {
        case .made(let start):
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            tally.withLock {
                $0.faults[step.fault, default: 0] += 1
                $0.recoveries.append(seconds)
            }
            return nil
        case .missed(let reason):
            tally.withLock { $0.missed[step.fault] = reason }
            return reason
        }
    }

    /// Notes a row against a promise.
    func breach(_ promise: String, _ row: String) {
        tally.withLock { $0.breaches.append(ChaosBreach(promise: promise, row: row)) }
    }

    private func obstacle(to fault: ChaosFault) -> String? {
        switch fault {
        case .fullDisk where !SmallMount.isMounted(site.plan.folder.path + "/disk"):
            "no small file system of the run's own: neither root nor unshare -rm is allowed here"
        case .movedClock where MovedClock.library == nil: "no libfaketime"
        default: nil
        }
    }

    private func make(_ fault: ChaosFault, _ dice: inout ChaosDice) async throws -> ChaosEffect {
        let server = dice.pick(site.servers)
        switch fault {
        case .serverKill: return try await kill([server], withDatabase: false, &dice)
        case .databaseKill: return try await kill([], withDatabase: true, &dice)
        case .bothKill: return try await kill([server], withDatabase: true, &dice)
        case .allKill: return try await kill(site.servers, withDatabase: true, &dice)
        case .sessionsEnd: return try await endSessions(&dice)
        case .sessionKill: return try await killSession()
        case .replyCut: return try await cut(.reply)
        case .requestCut: return try await cut(.request)
        case .workerKill, .workerStop:
            return try await dropWorker(dice.pick(ChaosSite.workers), isKill: fault == .workerKill)
        case .loadKill: return try await killLoad()
        case .heldTransaction: return try await holdTransaction()
        case .fullDisk: return try await fillDisk(isFatal: dice.falls(50))
        case .movedClock: return try await moveClock(of: server)
        }
    }
}
