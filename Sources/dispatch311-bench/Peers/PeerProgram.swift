/// A queue of PyPI that is measured as a whole system.
enum PeerProgram: String, CaseIterable, Sendable {
    case procrastinate
    case pgqueuer

    /// The script of ours that drives it.
    var script: [UInt8] {
        switch self {
        case .procrastinate: PackageResources.peer_procrastinate_py
        case .pgqueuer: PackageResources.peer_pgqueuer_py
        }
    }

    /// Whether a worker can fetch several items at once; procrastinate's always fetches one.
    var takesBatches: Bool { self == .pgqueuer }

    /// What a worker process can have more than one of.
    var widthName: String {
        switch self {
        case .procrastinate: "items at a time"
        case .pgqueuer: "managers with a connection each"
        }
    }

    /// How many of them are tried, for so many clients at a time in two processes.
    func widths(clients: Int) -> [Int] {
        switch self {
        case .procrastinate: [2, 5, 10]
        case .pgqueuer: Set([1, clients / 2, clients, clients * 2].map { min(16, max(1, $0)) }).sorted()
        }
    }
}
