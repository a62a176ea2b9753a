import Glibc

extension Cluster {
    /// What the server is doing now, without asking it.
    var state: ServerState {
        guard let file = PostmasterFile(clusterFolder: folder), isPostmaster(file) else { return .stopped }
        let server = RunningServer(processID: file.processID, socketFolder: file.socketFolder, port: file.port)
        return switch file.status {
        case "ready", "standby": .ready(server)
        case "stopping": .stopping(server)
        default: .starting(server)
        }
    }

    // A server that was killed leaves its file behind, and after a reboot, or in a container, its number soon belongs
    // to another process. So the process must be a postmaster, and this cluster's.
    private func isPostmaster(_ file: PostmasterFile) -> Bool {
        guard Self.isAlive(file.processID), let own = FileStatus(folder) else { return false }
        let process = "/proc/\(file.processID)"
        guard let bytes = smallFile(process + "/cmdline") else {
            // Hidden by the system (or just gone): PostgreSQL believes the file then, and so do we.
            return Self.isAlive(file.processID)
        }
        // Its children have titles instead ("postgres: checkpointer"); a zombie has nothing.
        let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard let program = words.first?.split(separator: "/").last, program == "postgres" || program == "postmaster"
        else { return false }
        // The kernel may keep this from root in a container; then the words must do.
        if let place = FileStatus(process + "/cwd", followingLinks: true) { return place.isSameFile(as: own) }
        guard let option = words.firstIndex(of: "-D"), option + 1 < words.count else { return true }
        return FileStatus(words[option + 1], followingLinks: true)?.isSameFile(as: own) == true
    }

    static func isAlive(_ processID: Int32) -> Bool {
        kill(processID, 0) == 0 || errno == EPERM
    }
}
