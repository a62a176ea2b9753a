/// What is done to a run.
enum ChaosFault: String, Sendable, CaseIterable {
    case serverKill = "a server is killed"
    case databaseKill = "the postmaster is killed"
    case bothKill = "a server and the postmaster are killed together"
    case allKill = "both servers and the postmaster are killed together"
    case sessionsEnd = "sessions are ended by pg_terminate_backend"
    case sessionKill = "a session is killed, and PostgreSQL recovers"
    case replyCut = "connections are reset in the middle of replies"
    case requestCut = "connections are reset in the middle of requests"
    case workerKill = "a worker's process is killed"
    case workerStop = "a worker's process stands still past its leases and wakes"
    case loadKill = "the load generator is killed"
    case heldTransaction = "a transaction with an xid is held open"
    case fullDisk = "the disk is full"
    case movedClock = "the clock of a server is moved"

    /// About how long it takes, in seconds, until everything is as before.
    var seconds: Double {
        switch self {
        case .serverKill, .loadKill: 2
        case .databaseKill, .bothKill, .sessionKill, .replyCut, .requestCut, .sessionsEnd: 3
        case .allKill, .fullDisk, .heldTransaction, .movedClock: 5
        case .workerKill, .workerStop: 9
        }
    }

    /// How many kills of servers it is for certain.
    var serverKills: Int {
        switch self {
        case .serverKill, .bothKill: 1
        case .allKill: 2
        default: 0
        }
    }

    /// How many kills of the postmaster it is.
    var databaseKills: Int { [.databaseKill, .bothKill, .allKill].contains(self) ? 1 : 0 }
}
