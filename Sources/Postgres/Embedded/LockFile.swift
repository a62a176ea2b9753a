import Glibc

/// An open file whose `flock` this process holds or not.
///
/// The kernel drops the lock when the process ends, however it ends. The descriptor is closed in every child program.
final class LockFile: Sendable {
    enum Mode {
        case shared, exclusive
    }

    let path: String
    private let descriptor: Int32

    /// Opens the file, making it where it is missing; one that root makes belongs to the folder's owner.
    init(_ path: String, owner: FileStatus) throws(PostgresError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw PostgresError(
                .embedded,
                detail: "expected to open \(path), found: \(systemErrorText())"
            )
        }
        if geteuid() == 0 && owner.owner != 0 { _ = fchown(descriptor, owner.owner, owner.group) }
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock, or turns the one held into this kind, if that needs no wait.
    ///
    /// A lock that could not be turned is lost.
    func isTaken(_ mode: Mode) throws(PostgresError) -> Bool {
        let operation = mode == .shared ? LOCK_SH : LOCK_EX
        while flock(descriptor, operation | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            case let code:
                throw PostgresError(.embedded, detail: "expected to lock \(path), found: \(systemErrorText(code))")
            }
        }
        return true
    }

    /// Takes the lock, waiting until it is free, the time is over or the task is cancelled.
    ///
    /// `flock` itself is never waited for: it would hold one of the few threads that run all tasks.
    func take(_ mode: Mode, within limit: Duration) async throws(PostgresError) {
        let deadline = ContinuousClock.now + limit
        while try !isTaken(mode) {
            guard ContinuousClock.now < deadline else {
                throw PostgresError(
                    .embedded,
                    detail: "expected to lock \(path) within \(limit), found another process still starting or "
                        + "stopping the server"
                )
            }
            try await pause(.milliseconds(10))
        }
    }

    /// Gives the lock up, also where a child that was just forked still has the descriptor.
    func drop() {
        _ = flock(descriptor, LOCK_UN)
    }
}

/// Lets other tasks run for a while; throws `.embedded` when the task is cancelled.
func pause(_ duration: Duration) async throws(PostgresError) {
    do {
        try await Task.sleep(for: duration)
    } catch {
        throw PostgresError(.embedded, detail: "expected to wait for the embedded server, found the task cancelled")
    }
}
