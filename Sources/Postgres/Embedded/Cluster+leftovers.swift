import FoundationEssentials
import Glibc
import Logging

extension Cluster {
    /// Removes what a killed server's file system entries would keep the next one from starting.
    ///
    /// PostgreSQL will not start while the number in an old file of its own is that of a living process of the same user,
    /// and a zombie counts as living: in a container without an init, every killed server becomes one. State has just
    /// said that no postmaster has the cluster open; should it err, the shared memory still protects the cluster.
    func discardLeftovers(socketFolder: String) {
        for name in [".s.PGSQL.\(Self.port)", ".s.PGSQL.\(Self.port).lock"] { unsafe unlink("\(socketFolder)/\(name)") }
        guard let file = PostmasterFile(clusterFolder: folder), Self.isAlive(file.processID) else { return }
        logger.warning(
            "The process number of a server that died is still taken.",
            metadata: ["process": "\(file.processID)"]
        )
        unsafe unlink(PostmasterFile.path(in: folder))
    }

    /// Ends the sessions of a killed server that still have its memory.
    ///
    /// They notice its death when they next wait for something, which one that computes does not for as long as its
    /// statement takes, and no server starts meanwhile. SIGQUIT is what the server would have sent them.
    func endOrphans(by signal: Int32) {
        let orphans = orphans
        guard !orphans.isEmpty else { return }
        logger.warning(
            "Sessions of a server that died are ended.",
            metadata: ["processes": "\(orphans)", "signal": "\(signal)"]
        )
        for process in orphans { kill(process, signal) }
    }

    // A server's process stands in the cluster's folder and has a title instead of a command line ("postgres: …"); one
    // that still has its server has a parent that stands there too.
    private var orphans: [Int32] {
        guard let own = FileStatus(folder) else { return [] }
        func stands(_ process: Int32) -> Bool {
            FileStatus("/proc/\(process)/cwd", followingLinks: true)?.isSameFile(as: own) == true
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { process in
            guard FileStatus("/proc/\(process)")?.owner == user.userID, stands(process),
                let title = smallFile("/proc/\(process)/cmdline"), title.starts(with: "postgres: ".utf8),
                let parent = Self.parent(of: process)
            else { return false }
            return !stands(parent)
        }
    }

    /// The fourth word of `stat`; the second, a program's name in brackets, may hold anything.
    private static func parent(of process: Int32) -> Int32? {
        guard let bytes = smallFile("/proc/\(process)/stat") else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(separator: " ")
        return words.flatMap { $0.count > 1 ? Int32($0[1]) : nil }
    }
}
