import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Keeps which keys were shown, and writes it down once in a while: never in the way of a request.
///
/// At most one write a key in `coarseness`, over all servers; what a killed server had not written yet is lost.
final class KeyUses: Service {
    private struct Name: Hashable {
        let jurisdiction: String
        let prefix: String
    }

    /// Writes which keys, by jurisdiction and prefix, were shown; one noted within the duration stays.
    typealias Write =
        @Sendable (_ used: [(jurisdiction: String, prefix: String)], _ within: Duration)
        async throws(StoreError) -> Void

    private let write: Write
    private let coarseness: Duration
    private let interval: Duration
    private let logger: Logger
    private let shown = Mutex<Set<Name>>([])

    init(
        coarseness: Duration = .seconds(300),
        interval: Duration,
        logger: Logger,
        write: @escaping Write
    ) {
        self.write = write
        self.coarseness = coarseness
        self.interval = interval
        self.logger = logger
    }

    /// Notes that a key was shown just now.
    func note(_ prefix: String, in jurisdiction: String) {
        shown.withLock { _ = $0.insert(Name(jurisdiction: jurisdiction, prefix: prefix)) }
    }

    /// Writes until the service is told to stop, and what is left at the end.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: self.interval)
                guard !Task.isCancelled else { break }
                await self.writeDown()
            }
        }
        await writeDown()
    }

    private func writeDown() async {
        let names = shown.withLock { shown in
            defer { shown.removeAll() }
            return shown
        }
        guard !names.isEmpty else { return }
        do throws(StoreError) {
            try await write(names.map { ($0.jurisdiction, $0.prefix) }, coarseness)
        } catch {
            // They are noted again when they are shown again.
            logger.warning("Could not note which keys are used", metadata: ["error": "\(error)"])
        }
    }
}

extension KeyUses {
    /// Of departments' systems.
    convenience init(keys: APIKeys, interval: Duration, logger: Logger) {
        self.init(interval: interval, logger: logger) { used, within throws(StoreError) in
            try await keys.noteUse(of: used, within: within)
        }
    }

    /// Of GeoReport's clients.
    convenience init(clients: Clients, interval: Duration, logger: Logger) {
        self.init(interval: interval, logger: logger) { used, within throws(StoreError) in
            try await clients.noteUse(of: used, within: within)
        }
    }
}
