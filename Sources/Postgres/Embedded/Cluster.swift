import FoundationEssentials
import Glibc
import Logging

/// One PostgreSQL cluster and the folder that holds it, its log and its locks.
///
/// What changes anything here is called with the gate closed.
struct Cluster: Sendable {
    /// The database and its owner, a superuser that only the socket folder's owner can be.
    static let name = "dispatch311"

    static let gateLimit = Duration.seconds(330)

    /// As an absolute path without symbolic links.
    let dataDirectory: String
    let directoryStatus: FileStatus
    let user: ServerUser
    let search: ProgramSearch
    let logger: Logger

    /// What PostgreSQL calls its data directory.
    var folder: String { dataDirectory + "/postgresql" }
    var logFolder: String { dataDirectory + "/log" }
    /// The output of the last start, until the server writes its own log.
    var startLog: String { logFolder + "/start.log" }

    /// Makes the data directory where it is missing and checks that it can be used.
    init(dataDirectory given: String, search: ProgramSearch, logger: Logger) throws(PostgresError) {
        try Self.check(given)
        let isRoot = geteuid() == 0
        if FileStatus(given, followingLinks: true) == nil {
            do {
                try FileManager.default.createDirectory(
                    atPath: given,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: isRoot ? 0o711 : 0o700]
                )
            } catch {
                throw PostgresError(.embedded, detail: "expected to make the folder \(given), found: \(error)")
            }
        }
        guard let path = realPath(given), let status = FileStatus(path), status.isFolder else {
            throw PostgresError(.embedded, detail: "expected a folder at \(given), found something else")
        }
        guard unsafe access(path, R_OK | W_OK | X_OK) == 0 else {
            throw PostgresError(
                .embedded,
                detail: "expected a folder that user \(geteuid()) may write, found \(path) of user \(status.owner) "
                    + "with mode \(String(status.mode, radix: 8))"
            )
        }
        guard FileStatus(path + "/PG_VERSION") == nil else {
            throw PostgresError(
                .embedded,
                detail: "expected a folder for Dispatch311 to keep its own cluster in, found that \(path) is itself "
                    + "a PostgreSQL data directory; start that server and name it with --database"
            )
        }
        dataDirectory = path
        directoryStatus = status
        self.search = search
        self.logger = logger
        user = try ServerUser.owner(of: path + "/postgresql")
        try letServerUserIn()
    }

    // pg_ctl hands the path to a shell inside double quotes; 1,024 bytes is PostgreSQL's own limit.
    private static func check(_ path: String) throws(PostgresError) {
        let refused = path.utf8.first { $0 < 0x20 || $0 == 0x7F || [0x22, 0x24, 0x5C, 0x60].contains($0) }
        guard refused == nil, (1...900).contains(path.utf8.count) else {
            throw PostgresError(
                .embedded,
                detail: "expected a data directory of at most 900 bytes without control characters, \", $, \\ and `, "
                    + "found \(path.debugDescription)"
            )
        }
    }

    // `mktemp -d` and many volumes are closed to all but root; entering is all that the server's user needs.
    private func letServerUserIn() throws(PostgresError) {
        guard user.isSwitched, directoryStatus.owner == 0, directoryStatus.mode & 0o011 != 0o011 else { return }
        guard unsafe chmod(dataDirectory, directoryStatus.mode | 0o011) == 0 else {
            throw PostgresError(
                .embedded,
                detail: "expected to let user \(user.userID) enter \(dataDirectory), found: \(systemErrorText())"
            )
        }
    }

    /// Waits until no other process starts or stops this server; dropping the lock opens the gate.
    ///
    /// Each call opens the file anew: two tasks of one process would share a lock on one descriptor.
    func closeGate() async throws(PostgresError) -> LockFile {
        let gate = try LockFile(dataDirectory + "/start.lock", owner: directoryStatus)
        try await gate.take(.exclusive, within: Self.gateLimit)
        return gate
    }
}
