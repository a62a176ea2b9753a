public import Logging

/// A PostgreSQL server of the program's own, for cities that have no database server yet.
///
/// It needs PostgreSQL's programs and nothing else: no account, no port, no configuration. One data directory holds one
/// server, and every process that calls `start` with that directory shares it. The first makes and starts it, later
/// ones adopt it, the last to call `stop` shuts it down. A process that is killed is detached by the kernel; a server
/// it leaves behind is adopted by the next `start`. The server is in a session of its own, so that Ctrl-C ends the
/// program and not the database under it.
///
/// ```swift
/// let database = try await EmbeddedPostgres.start(logger: logger)
/// let pool = PostgresPool(configuration: database.configuration, logger: logger)
/// …
/// await database.stop()
/// ```
///
/// The data directory holds:
///
/// | name | what |
/// |---|---|
/// | `postgresql` | the cluster; what `ALTER SYSTEM` changes in it is kept |
/// | `log` | the server's log of the last seven days, and the output of the last start |
/// | `start.lock` | held while a process starts or stops the server |
/// | `attached.lock` | held, shared, by every process that uses the server |
///
/// An error's `detail` says what was expected, what was found and where; it holds paths but no data.
public struct EmbeddedPostgres: Sendable {
    /// How a session with the server is opened.
    public let configuration: PostgresConfiguration

    /// The folder that holds the cluster, its log and its locks, as an absolute path without symbolic links.
    public let dataDirectory: String

    /// The folder of the server's unix socket: short, mode 0700, the server's user its owner.
    public let socketFolder: String

    /// Whether the server ran already.
    public let wasAdopted: Bool

    let cluster: Cluster
    let attachment: Attachment

    /// Attaches to the server of a data directory, making and starting it where needed.
    ///
    /// Returns when the server takes connections: at once when it runs, after a second or two otherwise, and as late as
    /// five minutes after a crash that left much to replay. Cancelling the task ends the wait; a server that was being
    /// started for it is stopped again.
    ///
    /// Throws `.programsMissing`, or `.embedded` for a folder that cannot be used, another version's cluster, a full
    /// disk or a server that does not come up.
    ///
    /// `dataDirectory` is made if it is missing; nil means `defaultDataDirectory()`. Root runs the server as the
    /// cluster's owner, which for a new cluster is the user `postgres`.
    public static func start(
        dataDirectory: String? = nil,
        logger: Logger
    ) async throws(PostgresError) -> EmbeddedPostgres {
        try await start(dataDirectory: dataDirectory ?? defaultDataDirectory(), search: .installed, logger: logger)
    }

    static func start(
        dataDirectory: String,
        search: ProgramSearch,
        logger: Logger
    ) async throws(PostgresError) -> EmbeddedPostgres {
        let cluster = try Cluster(dataDirectory: dataDirectory, search: search, logger: logger)
        let gate = try await cluster.closeGate()
        defer { gate.drop() }
        let attachment = try await Attachment(cluster: cluster)
        try await cluster.makeIfMissing()
        let (server, wasAdopted) = try await cluster.run()
        return EmbeddedPostgres(server: server, wasAdopted: wasAdopted, cluster: cluster, attachment: attachment)
    }

    private init(server: RunningServer, wasAdopted: Bool, cluster: Cluster, attachment: Attachment) {
        configuration = PostgresConfiguration(
            socketFolder: server.socketFolder,
            port: server.port,
            database: Cluster.name,
            user: Cluster.name
        )
        dataDirectory = cluster.dataDirectory
        socketFolder = server.socketFolder
        self.wasAdopted = wasAdopted
        self.cluster = cluster
        self.attachment = attachment
    }

    /// The process id of the server, or nil while none runs.
    public var processID: Int32? { cluster.state.server?.processID }

    /// Starts the server again if it died, and says whether it did.
    ///
    /// Asking about a server that runs costs a few system calls: do it every second and after every lost connection.
    /// Throws as `start` does, and after `stop`.
    @discardableResult
    public func restartIfDead() async throws(PostgresError) -> Bool {
        if case .ready = cluster.state, attachment.isAttached { return false }
        let gate = try await cluster.closeGate()
        defer { gate.drop() }
        guard attachment.isAttached else {
            throw PostgresError(
                .embedded,
                detail: "expected this process to use the server of \(dataDirectory), found that stop() was called"
            )
        }
        let (server, wasAdopted) = try await cluster.run(socketFolder: socketFolder)
        guard server.socketFolder == socketFolder else {
            throw PostgresError(
                .embedded,
                detail: "expected the server of \(dataDirectory) at \(socketFolder), "
                    + "found it started by someone else at \(server.socketFolder)"
            )
        }
        return !wasAdopted
    }

    /// Detaches this process, and shuts the server down when no other process is attached.
    ///
    /// Sessions that are still open are cut and their transactions rolled back. Returns when the server is gone. It
    /// runs to its end in a cancelled task too; a second call does nothing, and a failure is logged, not thrown.
    public func stop() async {
        // Shutting down is what a cancelled program does last, so the caller's cancellation must not reach it.
        await Task { [cluster, attachment] in
            guard attachment.detach() else { return }
            defer { attachment.release() }
            do throws(PostgresError) {
                let gate = try await cluster.closeGate()
                defer { gate.drop() }
                guard try attachment.isLast() else { return }
                try await cluster.shutDown()
            } catch {
                cluster.logger.error("The embedded server was not stopped.", metadata: ["detail": "\(error.detail)"])
            }
        }.value
    }
}
