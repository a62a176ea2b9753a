import Foundation
import Postgres
import Synchronization

/// Shuts the test server down when the process ends, so that nothing is left running.
enum AtExit {
    private static let last = Mutex<(server: EmbeddedPostgres, folder: URL)?>(nil)

    static func stop(_ server: EmbeddedPostgres, removing folder: URL) {
        last.withLock { $0 = (server, folder) }
        atexit {
            guard let (server, folder) = AtExit.last.withLock({ $0 }) else { return }
            // The process is ending: this thread may wait, the cooperative ones still run.
            let done = DispatchSemaphore(value: 0)
            Task.detached {
                await server.stop()
                done.signal()
            }
            _ = done.wait(timeout: .now() + 20)
            try? FileManager.default.removeItem(at: folder)
        }
    }
}
