import Subprocess

/// GDAL's programs, run as children with limits; nothing passes through a shell.
struct GDALProgram: Sendable {
    /// What a program printed.
    struct Output: Sendable {
        let bytes: [UInt8]
        /// What it said on standard error.
        let messages: String
    }

    /// Whether the network may be used.
    let isOnline: Bool
    /// How long a program may run.
    let limit: Duration
    /// How many bytes it may print.
    let bytes: Int

    /// Whether a program is on the PATH.
    static func isInstalled(_ name: String) async -> Bool {
        do {
            _ = try await Executable.name(name).resolveExecutablePath(in: .inherit)
            return true
        } catch {
            return false
        }
    }

    /// Runs a program to its end; throws with what it said where it failed, and kills it where it exceeds a limit.
    func run(_ name: String, _ arguments: [String]) async throws -> Output {
        try await withThrowingTaskGroup(of: Output?.self) { group in
            group.addTask { try await start(name, arguments) }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let output = try await group.next() ?? nil else {
                throw CommandError(
                    .tryAgain,
                    "\(name): expected an end within \(NumberText.span(limit)), found it still at work",
                    remedy: "--time-limit SECONDS gives it more time."
                )
            }
            return output
        }
    }

    private func start(_ name: String, _ arguments: [String]) async throws -> Output {
        var options = PlatformOptions()
        // A Ctrl-C is for this program, which then ends the child.
        options.createSession = true
        do {
            let ended = try await Subprocess.run(
                .name(name),
                arguments: Arguments(arguments),
                environment: .inherit.updating(settings),
                platformOptions: options,
                input: .none,
                output: .bytes(limit: bytes),
                error: .string(limit: 4 << 20)
            )
            guard ended.terminationStatus.isSuccess else {
                throw CommandError(.findings, Self.complaint(of: name, ended.standardError))
            }
            return Output(bytes: ended.standardOutput, messages: ended.standardError)
        } catch let error as SubprocessError where error.code == .outputLimitExceeded {
            throw CommandError(
                .findings,
                "\(name): expected at most \(NumberText.bytes(Int64(bytes))) of GeoJSON, found more"
            )
        } catch let error as SubprocessError where !Task.isCancelled {
            throw CommandError(.unreachable, "\(name): expected to run it, found: \(error)")
        }
    }

    /// The environment's own settings of GDAL hold, but for these.
    private var settings: [Subprocess.Environment.Key: String?] {
        var settings: [Subprocess.Environment.Key: String?] = [
            "LC_ALL": "C.UTF-8", "CPL_MAX_ERROR_REPORTS": "50", "CPL_DEBUG": "OFF", "PROJ_NETWORK": "OFF",
            // A virtual dataset is a text that names other files and addresses.
            "OGR_SKIP": "OGR_VRT", "GDAL_HTTP_CONNECTTIMEOUT": "10", "GDAL_HTTP_TIMEOUT": "120",
            "GDAL_HTTP_MAX_RETRY": "2",
        ]
        guard !isOnline else { return settings }
        // Nothing listens on the port "discard": whatever a file wants from the network is not to be had.
        let proxies: [Subprocess.Environment.Key] = [
            "http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY", "GDAL_HTTP_PROXY",
            "GDAL_HTTPS_PROXY",
        ]
        for name in proxies { settings[name] = "http://127.0.0.1:9" }
        settings["no_proxy"] = ""
        settings["NO_PROXY"] = ""
        return settings
    }

    /// What a program said, its first lines.
    private static func complaint(of name: String, _ messages: String) -> String {
        let lines = messages.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.prefix(6)
        let said = lines.isEmpty ? "a failure without a word" : "a failure:\n  " + lines.joined(separator: "\n  ")
        return "\(name): expected it to succeed, found \(said)"
    }
}
