import Glibc
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a site ends: in order, or in any case.
extension ChaosSite {
    /// Ends the load and the servers in order, and says what did not end as it should.
    func close() async throws -> [String] {
        var faults: [String] = []
        try plan.folder.raise(plan.folder.stopSign)
        for name in Self.workers {
            let code = await child(name)?.end(within: .seconds(40))
            if code != 0 { faults.append("\(name) ended with \(code.map { "\($0)" } ?? "nothing: it still runs")") }
        }
        let postmaster = database.processID
        for server in servers {
            server.current?.signal(SIGTERM)
            let code = await server.current?.end(within: .seconds(30))
            if code != 0 { faults.append("server \(server.number) ended with \(code.map { "\($0)" } ?? "nothing")") }
        }
        if let postmaster, database.isProcess(postmaster) {
            faults.append("the postmaster still runs after both servers have ended")
        }
        return faults
    }

    /// Kills whatever still runs; safe at any time.
    func destroy() async {
        for child in children.withLock({ Array($0.values) }) { await child.murder() }
        for server in servers { await server.murder() }
        let socketFolder = database.socketFolder
        if let postmaster = database.processID {
            // An immediate shutdown: it takes its children along.
            for signal in [SIGQUIT, SIGKILL] {
                if database.isProcess(postmaster) { kill(postmaster, signal) }
                for _ in 0..<500 where database.isProcess(postmaster) {
                    await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
                }
            }
        }
        if let socketFolder { try? FileManager.default.removeItem(atPath: socketFolder) }
        for proxy in proxies { await proxy.close() }
        await client.close()
    }
}
