import Glibc
import Subprocess
import SystemPackage

/// Another program, run once as a child that may use little and harm nothing.
///
/// It has the limits of `ProgramLimits`, no environment but the one given, no descriptor but its three streams, `/` to
/// stand in, and no way to gain rights; where this process is root's, the child is nobody's. Nothing passes through a
/// shell. The limits are set by `prlimit` and `setpriv` of util-linux on the way to it, in the child itself.
struct LimitedProgram: Sendable {
    /// How it ended.
    enum Ending: Sendable, Hashable {
        /// It succeeded and printed this.
        case output([UInt8])
        /// It said no; the end of what it wrote to standard error.
        case failed(String)
        /// A limit ended it; which one.
        case exhausted(String)
        /// It did not start; why.
        case unusable(String)
        /// The task that ran it was cancelled.
        case stopped
    }

    /// Where programs are looked for.
    static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]

    let name: String
    let arguments: [String]
    var environment: [String: String] = [:]
    let limits: ProgramLimits

    /// Runs it to its end; `input` is read from its beginning on and stays open.
    func run(input: Int32? = nil) async -> Ending {
        await withTaskGroup(of: Ending.self) { group in
            let limit = limits.time
            group.addTask { await start(input) }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                    return .exhausted("\(name): expected an end within \(limit), found it still at work")
                } catch {
                    return .stopped
                }
            }
            let first = await group.next() ?? .stopped
            group.cancelAll()
            // The child is gone when the group ends.
            return first
        }
    }

    private func start(_ input: Int32?) async -> Ending {
        do {
            if let input {
                return try await launch(
                    .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: false)
                )
            }
            return try await launch(.none)
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            return .exhausted("\(name): expected at most \(limits.output) bytes, found more")
        } catch {
            return Task.isCancelled ? .stopped : .unusable("\(name): expected to run it, found: \(error)")
        }
    }

    private func launch(_ input: some InputProtocol) async throws -> Ending {
        var options = PlatformOptions()
        // A Ctrl-C is for this program, which then ends the child.
        options.createSession = true
        var variables: [Subprocess.Environment.Key: String] = [
            "PATH": Self.folders.joined(separator: ":"), "LC_ALL": "C", "TZ": "UTC",
        ]
        for (key, value) in environment {
            guard let key = Subprocess.Environment.Key(rawValue: key) else { continue }
            variables[key] = value
        }
        let ended = try await Subprocess.run(
            .name("prlimit"),
            arguments: Arguments(cage + [name] + arguments),
            environment: .custom(variables),
            workingDirectory: "/",
            platformOptions: options,
            input: input,
            output: .bytes(limit: limits.output),
            error: .sequence
        ) { execution in
            // What it says beyond this is read and forgotten, so that it is never held up and never ended for it.
            var said: [UInt8] = []
            for try await piece in execution.standardError {
                let room = 4096 - said.count
                guard room > 0 else { continue }
                said += piece.withUnsafeBytes { Array($0.prefix(room)) }
            }
            return String(decoding: said, as: UTF8.self)
        }
        return ending(ended.terminationStatus, ended.standardOutput, ended.closureResult)
    }

    /// The words before the program's own.
    private var cage: [String] {
        var words = [
            "--as=\(limits.memory)", "--cpu=\(limits.processorSeconds)", "--fsize=\(limits.fileBytes)",
            "--nofile=\(limits.openFiles)", "--core=0", "--", "setpriv", "--no-new-privs",
        ]
        if geteuid() == 0 { words += ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--inh-caps=-all"] }
        return words + ["--"]
    }

    private func ending(_ status: TerminationStatus, _ output: [UInt8], _ said: String) -> Ending {
        switch status {
        case .exited(0):
            return .output(output)
        case .exited(126), .exited(127):
            return .unusable("\(name): expected it to start, found: \(said)")
        case .exited(let code):
            return .failed("\(name): expected it to succeed, found exit code \(code): \(said)")
        case .signaled(let signal):
            let expected = "\(name): expected it to succeed, found"
            return switch signal {
            case SIGKILL, SIGXCPU: .exhausted("\(expected) \(limits.processorSeconds) s of processor time used up")
            case SIGXFSZ: .exhausted("\(expected) a file written of more than \(limits.fileBytes) bytes")
            default: .failed("\(expected) signal \(signal): \(said)")
            }
        }
    }
}
