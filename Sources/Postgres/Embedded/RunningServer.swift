/// A postmaster that has the cluster open.
struct RunningServer: Hashable, Sendable {
    let processID: Int32
    let socketFolder: String
    let port: Int

    var hasSocket: Bool {
        FileStatus("\(socketFolder)/.s.PGSQL.\(port)")?.isSocket == true
    }
}

/// What a cluster's server is doing.
enum ServerState: Hashable, Sendable {
    case stopped
    case starting(RunningServer)
    case ready(RunningServer)
    case stopping(RunningServer)

    var server: RunningServer? {
        switch self {
        case .stopped: nil
        case .starting(let server), .ready(let server), .stopping(let server): server
        }
    }
}
