import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One `dispatch311 serve` of the run, started again at the same port as often as it is killed.
final class ChaosServer: Sendable {
    let number: Int
    let port: Int
    private let program: String
    private let folder: ChaosFolder
    private let city: [String]
    private let process = Mutex<ChaosProcess?>(nil)

    init(number: Int, program: String, folder: ChaosFolder, city: [String]) throws(BenchError) {
        self.number = number
        self.program = program
        self.folder = folder
        self.city = city
        port = try Self.freePort()
    }

    var url: String { "http://127.0.0.1:\(port)" }
    /// What it printed, over all its lives.
    var log: String { folder.logs + "/server-\(number)" }
    var current: ChaosProcess? { process.withLock { $0 } }

    /// Starts it; ready it is later.
    func start(environment: [String: String] = [:]) throws(BenchError) {
        let arguments =
            [program, "serve", "--json", "--quiet", "--log-level", "notice", "--port", "\(port)"] + city
            + ["--data-dir", folder.data]
        // libfaketime adds a variable to the environment when it is loaded, and Swift then does not find its arguments:
        // `env` is who it is loaded by, and hands all on.
        let wrapper = environment.isEmpty ? [] : ["/usr/bin/env"]
        let started = try ChaosProcess(wrapper + arguments, log: log, environment: environment)
        process.withLock { $0 = started }
    }

    /// Kills it and waits until it is gone; whether it ran until then.
    @discardableResult
    func murder() async -> Bool {
        guard let current else { return false }
        let isKilled = await current.murder()
        // What libfaketime leaves of a process that was killed.
        let processID = current.processID
        for name in ["faketime_shm_", "sem.faketime_sem_"] { unlink("/dev/shm/\(name)\(processID)") }
        return isKilled
    }

    /// Waits until it takes requests and has its database.
    func waitUntilReady(_ client: ChaosClient, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while await client.get(url + "/readyz").status != 200 {
            if let current, !current.isRunning {
                throw BenchError("expected server \(number) to run, found that it ended with \(current.code ?? -1)")
            }
            guard ContinuousClock.now < deadline else {
                throw BenchError("expected server \(number) to be ready within \(limit), found that it is not")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// A port nobody listens on at this moment.
    static func freePort() throws(BenchError) -> Int {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 && getsockname(number, address, &length) == 0
            }
        }
        guard number >= 0, isBound else { throw BenchError("expected a free port, found error \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
