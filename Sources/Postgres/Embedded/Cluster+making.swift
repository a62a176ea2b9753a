import FoundationEssentials
import Glibc
import Logging

extension Cluster {
    private static let unfinishedPrefix = "postgresql.new-"
    private static let roomNeeded: UInt64 = 128 << 20

    /// Makes the cluster unless it is there; whatever kills the making, there is a whole cluster or none.
    ///
    /// `initdb` works in a sibling, the database is created in it, and one rename makes it the cluster.
    func makeIfMissing() async throws(PostgresError) {
        discardUnfinished()
        if let status = FileStatus(folder) {
            guard status.isFolder, majorVersion != nil, FileStatus("\(folder)/\(Self.settingsName)") != nil else {
                throw PostgresError(
                    .embedded,
                    detail: "expected \(folder) to be missing or a cluster made by Dispatch311, found it without "
                        + "PG_VERSION or \(Self.settingsName)"
                )
            }
            return
        }
        let programs = try await search.programs()
        try checkRoom()
        let unfinished = "\(dataDirectory)/\(Self.unfinishedPrefix)\(getpid())-\(UInt32.random(in: .min ... .max))"
        try makeFolder(unfinished)
        do throws(PostgresError) {
            try await initialize(unfinished, programs)
            try writeSettings(into: unfinished, socketFolder: nil)
            try await createDatabase(unfinished, programs)
            guard unsafe rename(unfinished, folder) == 0 else {
                throw PostgresError(
                    .embedded,
                    detail: "expected to rename \(unfinished) to \(folder), found: \(systemErrorText())"
                )
            }
        } catch {
            discardUnfinished()
            throw error
        }
        // Without it a power cut within seconds could bring the old name back, and rows stored since would be lost.
        _ = try await ChildProgram(name: "sync", folder: "/usr/bin").run([dataDirectory])
        logger.info(
            "A database cluster was made.",
            metadata: ["folder": "\(folder)", "postgresql.version": "\(programs.majorVersion)"]
        )
    }

    /// The version the cluster was made with, or nil when there is none.
    var majorVersion: Int? {
        guard let bytes = smallFile(folder + "/PG_VERSION") else { return nil }
        return Int(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber })
    }

    /// Makes a folder that only the server's user can enter.
    func makeFolder(_ path: String) throws(PostgresError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            throw PostgresError(.embedded, detail: "expected to make the folder \(path), found: \(systemErrorText())")
        }
        guard unsafe !user.isSwitched || lchown(path, user.userID, user.groupID) == 0 else {
            throw PostgresError(
                .embedded,
                detail: "expected to give \(path) to user \(user.userID), found: \(systemErrorText())"
            )
        }
    }

    // Nobody else is making a cluster here, the gate is closed. An initdb that outlives its killed parent finds its
    // files gone and ends; what it still writes goes with the next start.
    private func discardUnfinished() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: dataDirectory)) ?? []
        for name in names where name.hasPrefix(Self.unfinishedPrefix) {
            try? FileManager.default.removeItem(atPath: "\(dataDirectory)/\(name)")
        }
    }

    private func checkRoom() throws(PostgresError) {
        var info = statvfs()
        guard unsafe statvfs(dataDirectory, &info) == 0 else { return }
        let free = UInt64(info.f_bavail) * UInt64(info.f_frsize)
        guard free >= Self.roomNeeded else {
            throw PostgresError(
                .embedded,
                detail: "expected \(Self.roomNeeded >> 20) MiB free for a new cluster in \(dataDirectory), "
                    + "found \(free >> 20) MiB"
            )
        }
    }

    // Collation C compares bytes, which is fast and never changes with the C library; C.UTF-8 knows upper and lower
    // case beyond ASCII. Trust is safe because only the server's user, and root, can reach the socket.
    private func initialize(_ unfinished: String, _ programs: ServerPrograms) async throws(PostgresError) {
        let result = try await ChildProgram(name: "initdb", folder: programs.folder, user: user).run([
            "--pgdata=\(unfinished)", "--username=\(Self.name)", "--encoding=UTF8", "--locale=C",
            "--lc-ctype=\(Self.hasUnicodeLocale ? "C.UTF-8" : "C")", "--auth-local=trust", "--auth-host=reject",
            "--data-checksums",
        ])
        guard result.succeeded else { throw failure(of: "initdb to make a cluster", saying: result.output) }
        // Its owner may change postgresql.conf; what is ours is in a file of its own.
        try append("\ninclude = '\(Self.settingsName)'\n", to: "\(unfinished)/postgresql.conf")
    }

    private func createDatabase(_ unfinished: String, _ programs: ServerPrograms) async throws(PostgresError) {
        let result = try await ChildProgram(name: "postgres", folder: programs.folder, user: user).run(
            ["--single", "-D", unfinished, "-c", "exit_on_error=on", "-c", "logging_collector=off", "postgres"],
            input: "CREATE DATABASE \(Self.name)\n"
        )
        guard result.succeeded else { throw failure(of: "postgres to create a database", saying: result.output) }
    }

    private static var hasUnicodeLocale: Bool {
        guard let locale = unsafe newlocale(LC_CTYPE_MASK, "C.UTF-8", nil) else { return false }
        unsafe freelocale(locale)
        return true
    }
}
