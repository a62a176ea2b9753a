import Glibc
import Subprocess

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `dispatch311 serve` as a process of its own, as a city runs it.
enum ServerProcess {
    private struct Ready: Decodable {
        let url: String
    }

    /// Runs so many servers on one database while `body` runs, which gets their addresses.
    static func with(
        _ count: Int,
        dataDirectory: String,
        addresses: [String] = [],
        _ body: @Sendable ([String]) async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body(addresses) }
        let quiet = ["--json", "--quiet", "--log-level", "error"]
        let arguments = ["serve", "--data-dir", dataDirectory, "--port", "0"] + quiet
        let ended = try await Subprocess.run(
            .name("env"),
            arguments: Arguments([try program()] + arguments),
            input: .none,
            output: .sequence,
            error: .currentStandardError
        ) { execution in
            let result: Result<Void, any Error>
            do {
                var address: String?
                for try await line in execution.standardOutput.strings() {
                    address = try? JSONDecoder().decode(Ready.self, from: Data(line.utf8)).url
                    break
                }
                guard let address else { throw BenchError("expected a server's address, found that it has ended") }
                try await with(count - 1, dataDirectory: dataDirectory, addresses: addresses + [address], body)
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await execution.teardown(
                using: [.gracefulShutDown(toProcessGroup: false, allowedDurationToNextStep: .seconds(15))]
            )
            return result
        }
        try ended.closureResult.get()
    }

    /// The program that was built beside this one.
    private static func program() throws(BenchError) -> String {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let slash = own.lastIndex(of: "/")
        else { throw BenchError("expected /proc/self/exe to say where this program is, found that it does not") }
        let path = own[..<slash] + "/dispatch311"
        guard access(String(path), X_OK) == 0 else {
            throw BenchError("expected the program at \(path), found none: build it, as Scripts/bench does")
        }
        return String(path)
    }
}
