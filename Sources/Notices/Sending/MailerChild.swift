import Glibc
import ServiceRequests
import Subprocess
import SystemPackage

/// One run of the mailer, with its limits.
struct MailerChild: Sendable {
    let path: String
    let arguments: [String]
    let limit: Duration

    /// How it ended.
    struct End: Sendable {
        /// Nil where it could not be started or watched.
        var status: TerminationStatus?
        /// The beginning of what it wrote to standard error, or why it could not be started.
        var words = ""
        var isOutOfTime = false
        /// Whether the path names nothing that can be started.
        var isMissing = false
    }

    /// Runs it to its end, which time and cancellation hasten; it is gone when this returns.
    func run(reading message: FileDescriptor) async -> End {
        await withTaskGroup(of: End?.self) { group in
            group.addTask { await start(message) }
            group.addTask {
                // Nil when the child was quicker, or the caller is cancelled, which kills the child as well.
                do { try await Task.sleep(for: limit) } catch { return nil }
                return End(isOutOfTime: true)
            }
            var whole = End()
            for await end in group {
                if let end, end.isOutOfTime {
                    whole.isOutOfTime = true
                } else if let end {
                    whole.status = end.status
                    whole.words = end.words
                    whole.isMissing = end.isMissing
                }
                group.cancelAll()
            }
            return whole
        }
    }

    private func start(_ message: FileDescriptor) async -> End {
        var options = PlatformOptions()
        // Killed with all that it has started: the command may be a script.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .seconds(1)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero),
        ]
        do {
            let ended = try await Subprocess.run(
                .path(FilePath(path)),
                arguments: Arguments(arguments),
                environment: .custom(Self.environment),
                workingDirectory: "/",
                platformOptions: options,
                input: .fileDescriptor(message, closeAfterSpawningProcess: false),
                output: .discarded,
                error: .sequence
            ) { execution in
                var words: [UInt8] = []
                for try await piece in execution.standardError {
                    // The rest is read so that the program does not wait for us, and forgotten.
                    words += piece.withUnsafeBytes { Array($0.prefix(Self.wordsLimit - words.count)) }
                }
                return words
            }
            return End(status: ended.terminationStatus, words: Self.text(ended.closureResult))
        } catch {
            return End(status: nil, words: "\(error)", isMissing: Self.isOfPath(error))
        }
    }

    /// Whether it was the path that failed, and not this system.
    private static func isOfPath(_ error: any Error) -> Bool {
        guard let error = error as? SubprocessError else { return false }
        let ofPath = [ENOENT, EACCES, ENOTDIR, ENOEXEC].map(Errno.init(rawValue:))
        return error.code == .executableNotFound
            || error.code == .spawnFailed && error.underlyingError.map(ofPath.contains) == true
    }

    /// Bytes of standard error that are kept.
    private static let wordsLimit = 2048

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: "; ")
            .withoutControls(isOneLine: true)
    }

    /// What a mailer needs: where programs are, and whose settings it may read.
    private static var environment: [Environment.Key: String] {
        var all: [Environment.Key: String] = [
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C",
        ]
        for name in ["HOME", "USER", "LOGNAME", "TMPDIR"] {
            guard let value = getenv(name), let key = Environment.Key(rawValue: name) else { continue }
            all[key] = String(cString: value)
        }
        return all
    }
}
