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

    /// Runs a server for each place, which is the option that names its database, while `body` runs, which gets their
    /// addresses.
    static func with(
        _ places: [[String]],
        addresses: [String] = [],
        _ body: @Sendable ([String]) async throws -> Void
    ) async throws {
        guard let place = places.first else { return try await body(addresses) }
        let quiet = ["--json", "--quiet", "--log-level", "error"]
        let arguments = ["serve", "--port", "0"] + place + quiet
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
                try await with(Array(places.dropFirst()), addresses: addresses + [address], body)
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
        let own = try OwnProgram.path()
        guard let slash = own.lastIndex(of: "/") else { throw BenchError("expected an absolute path, found \(own)") }
        let path = own[..<slash] + "/dispatch311"
        guard access(String(path), X_OK) == 0 else {
            throw BenchError("expected the program at \(path), found none: build it, as Scripts/bench does")
        }
        return String(path)
    }
}
