import Glibc
import Logging

extension Cluster {
    private static let startLimit = Duration.seconds(300)
    private static let stopLimit = Duration.seconds(60)
    /// How long the sessions of a killed server may take to notice and let go of its memory.
    private static let leftoverLimit = Duration.seconds(20)

    /// Has the server running: finds it so, waits for it, or starts it.
    ///
    /// `socketFolder` is where it must be found again after a restart; nil chooses the place.
    func run(socketFolder: String? = nil) async throws(PostgresError) -> (server: RunningServer, wasAdopted: Bool) {
        let deadline = ContinuousClock.now + Self.startLimit
        var starts = 0
        do throws(PostgresError) {
            while true {
                switch state {
                case .ready(let server) where server.hasSocket:
                    try SocketFolder.check(server.socketFolder, user: user)
                    return (server, starts == 0)
                case .ready(let server):
                    // Swept away by a cleaner of temporary files: nobody can connect any more.
                    logger.warning(
                        "The embedded server's socket is gone, it is started again.",
                        metadata: ["socket.folder": "\(server.socketFolder)"]
                    )
                    try await shutDown()
                case .starting, .stopping:
                    try await pause(.milliseconds(10))
                case .stopped:
                    guard starts < 3 else {
                        throw failure(of: "the server to stay up after its start", saying: lastLogLines)
                    }
                    starts += 1
                    try await launch(socketFolder: socketFolder)
                }
                guard ContinuousClock.now < deadline else {
                    throw failure(of: "the server to be ready within \(Self.startLimit)", saying: lastLogLines)
                }
            }
        } catch {
            // A server we began to start and cannot use must not stay behind without anyone attached.
            if starts > 0 { await Task { try? await shutDown() }.value }
            if state == .stopped {
                for path in SocketFolder.candidates(dataDirectory: dataDirectory, user: user) { unsafe rmdir(path) }
            }
            throw error
        }
    }

    private func launch(socketFolder: String?) async throws(PostgresError) {
        guard let version = majorVersion else {
            throw PostgresError(.embedded, detail: "expected the version of the cluster in \(folder)/PG_VERSION")
        }
        let programs = try await search.programs(majorVersion: version)
        let socketFolder = try SocketFolder.prepare(socketFolder, dataDirectory: dataDirectory, user: user)
        try writeSettings(into: folder, socketFolder: socketFolder)
        if FileStatus(logFolder) == nil { try makeFolder(logFolder) }
        discardLeftovers(socketFolder: socketFolder)
        let start = ContinuousClock.now
        while true {
            unsafe unlink(startLog)
            let result = try await ChildProgram(name: "pg_ctl", folder: programs.folder, user: user).run([
                "start", "--wait", "--silent", "--timeout=\(Self.startLimit.components.seconds)",
                "--pgdata=\(folder)", "--log=\(startLog)",
            ])
            if result.succeeded {
                logger.info("The embedded server was started.", metadata: ["folder": "\(folder)"])
                return
            }
            let output = result.output + lastLogLines
            let waited = ContinuousClock.now - start
            guard output.contains("pre-existing shared memory block"), waited < Self.leftoverLimit else {
                throw failure(of: "the server of \(folder) to start", saying: output)
            }
            // They have had a moment to notice by themselves.
            endOrphans(by: waited < Self.leftoverLimit / 4 ? SIGQUIT : SIGKILL)
            try await pause(.milliseconds(200))
        }
    }

    /// Cuts all sessions and ends the server; returns when it is gone.
    func shutDown() async throws(PostgresError) {
        guard let server = state.server else { return }
        // SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one, which the next start recovers from.
        for (signal, limit) in [(SIGINT, Self.stopLimit), (SIGQUIT, .seconds(10))] {
            kill(server.processID, signal)
            let deadline = ContinuousClock.now + limit
            while ContinuousClock.now < deadline {
                guard state.server?.processID == server.processID else {
                    SocketFolder.discard(server.socketFolder, dataDirectory: dataDirectory, user: user)
                    logger.info("The embedded server was stopped.", metadata: ["folder": "\(folder)"])
                    return
                }
                try await pause(.milliseconds(10))
            }
        }
        throw failure(of: "the server with process id \(server.processID) to stop", saying: lastLogLines)
    }
}
