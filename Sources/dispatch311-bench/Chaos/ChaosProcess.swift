import Glibc
import Synchronization

/// A child process of the run, to be killed, stopped and waited for.
///
/// It is in a process group of its own, so that Ctrl-C at the terminal reaches only the run itself, which ends it.
final class ChaosProcess: Sendable {
    let processID: pid_t
    private let status = Mutex<Int32?>(nil)

    /// Starts a program by its path; what it prints is added to a file.
    init(_ arguments: [String], log: String, environment: [String: String] = [:]) throws(BenchError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        // A child that held the proxy's sockets would keep cut connections open for the other side.
        for descriptor in (STDERR_FILENO + 1)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        var variables = Self.inherited(but: environment).map { strdup($0) as UnsafeMutablePointer<CChar>? }
        variables.append(nil)
        defer { for word in words + variables { free(word) } }
        var child: pid_t = 0
        let error = posix_spawn(&child, arguments[0], &actions, &attributes, words, variables)
        guard error == 0 else { throw BenchError("expected to start \(arguments[0]), found error \(error)") }
        processID = child
    }

    /// PATH and HOME, and what is given.
    private static func inherited(but own: [String: String]) -> [String] {
        var variables = own
        for name in ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        return variables.map { "\($0.key)=\($0.value)" }
    }

    /// Whether it has not ended yet.
    var isRunning: Bool {
        status.withLock { status in
            guard status == nil else { return false }
            var value: Int32 = 0
            guard waitpid(processID, &value, WNOHANG) == processID else { return true }
            status = value
            return false
        }
    }

    /// How it ended: its exit code, or 128 and the signal; nil while it runs.
    var code: Int32? {
        guard !isRunning, let value = status.withLock({ $0 }) else { return nil }
        return value & 0x7F == 0 ? (value >> 8) & 0xFF : 128 + (value & 0x7F)
    }

    /// Sends a signal where it still runs.
    func signal(_ number: Int32) {
        if isRunning { kill(processID, number) }
    }

    /// Waits for its end at most so long, and says how it ended.
    @discardableResult
    func end(within limit: Duration) async -> Int32? {
        let deadline = ContinuousClock.now + limit
        while isRunning, ContinuousClock.now < deadline {
            // Also in a cancelled task: whoever tidies up has to know that it is gone.
            await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
        return code
    }

    /// Kills it as a power cut would, and waits until it is gone; whether that is what it ended by.
    @discardableResult
    func murder() async -> Bool {
        signal(SIGKILL)
        return await end(within: .seconds(20)) == 128 + SIGKILL
    }
}
