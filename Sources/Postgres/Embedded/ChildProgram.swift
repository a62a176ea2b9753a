import Subprocess

/// One of PostgreSQL's programs, run to its end.
///
/// It gets a session of its own (a Ctrl-C at the terminal is not for it), no descriptor but its three, messages in
/// English, and `/` to stand in, because the unprivileged user may not enter the folder the program was called from.
struct ChildProgram {
    let name: String
    let folder: String
    var user: ServerUser?

    struct Result {
        let succeeded: Bool
        let output: String
    }

    /// Runs it; `output` is what it wrote to either stream.
    func run(_ arguments: [String], input: String = "") async throws(PostgresError) -> Result {
        var options = PlatformOptions()
        options.createSession = true
        var words = ["--chdir=/"]
        if let user, user.isSwitched {
            // Not by PlatformOptions: Subprocess 1.0.2 then calls setgroups between clone and exec, and glibc waits
            // there for threads that the child does not have. Seen to hang once in some fifty starts.
            words += ["setpriv", "--reuid=\(user.userID)", "--regid=\(user.groupID)", "--clear-groups", "--"]
        }
        words.append("\(folder)/\(name)")
        do {
            let result = try await Subprocess.run(
                .name("env"),
                arguments: Arguments(words + arguments),
                environment: .custom(["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]),
                platformOptions: options,
                input: .string(input),
                output: .string(limit: 256 * 1024),
                error: .combinedWithOutput
            )
            return Result(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput)
        } catch {
            throw PostgresError(.embedded, detail: "expected to run \(name) in \(folder), found: \(error)")
        }
    }
}
