import Foundation

@testable import dispatch311

/// A server that runs as a child and may be killed.
struct FaultServer {
    private struct Started: Decodable { let url: String }

    let running: Program.Running
    let url: String

    /// Starts one on a data directory and waits until it listens.
    static func start(
        dataDirectory: String,
        port: Int = 0,
        wrapper: [String] = []
    ) async throws -> FaultServer {
        let options = ["serve", "--json", "--port", String(port), "--data-dir", dataDirectory]
        let running = try Program.start(options + FaultPlan.city, wrapper: wrapper)
        let line = try await running.firstLine()
        return FaultServer(running: running, url: try JSONDecoder().decode(Started.self, from: Data(line.utf8)).url)
    }

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
    var processID: Int32 { running.process.processIdentifier }

    /// Kills it as a power cut would, and waits until it is gone.
    func murder() async throws {
        kill(processID, SIGKILL)
        _ = try await running.end()
    }

    /// Tells it to stop, and says how it ended and how long that took.
    func terminate() async throws -> (ended: Program.Ended, took: Duration) {
        let start = ContinuousClock.now
        kill(processID, SIGTERM)
        return (try await running.end(), ContinuousClock.now - start)
    }

    /// The answer to one question, asked once.
    func get(_ path: String) async throws -> ServerAnswer {
        try await ServerClient.using(url: url) { try await $0.get(path) }
    }

    /// The answer to one submission, sent once.
    func submit(_ form: [UInt8], key: String) async throws -> ServerAnswer {
        try await ServerClient.using(url: url) { client in
            try await client.post(
                Replayer.path,
                form,
                contentType: FormBody.contentType,
                idempotencyKey: key,
                patience: .none
            )
        }
    }

    /// Its resident memory in bytes.
    var residentMemory: Int {
        let pages = (try? String(contentsOfFile: "/proc/\(processID)/statm", encoding: .utf8))?.split(separator: " ")
        return (pages?.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
