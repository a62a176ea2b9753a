import Logging
import NIOCore
import Postgres
import ServiceLifecycle
import Web

/// Runs a server until something ends it, and ends it gracefully.
struct ServerRun: Sendable {
    /// What to do once the server has served its purpose at hand.
    enum Next: Sendable {
        /// It goes on until a signal comes.
        case serve
        /// It stops.
        case stop
    }

    /// What the server is told.
    let configuration: WebConfiguration
    /// The database, which is kept alive where it is the program's own.
    let database: OpenDatabase
    /// Where the server logs.
    let logger: Logger

    /// Starts the server, calls `onReady` with its port once it takes connections, and returns when it has stopped.
    ///
    /// Cancelling the task stops it gracefully: requests under way are answered, within the configuration's deadline.
    /// Throws why the server did not start or broke, `CancellationError` where it stopped before it was ready, and
    /// what `onReady` throws, after stopping.
    func run(_ onReady: @escaping @Sendable (Int, DispatchServer) async throws -> Next) async throws {
        // Beside its clients a server has connections to the database, files, and pipes to child processes.
        OpenFiles.raise(to: configuration.limits.maximumConnections + 1024)
        let (ready, readied) = AsyncStream<Int>.makeStream()
        let server: DispatchServer
        do throws(WebError) {
            server = try await buildApplication(configuration: configuration, logger: logger) { channel in
                readied.yield(channel.localAddress?.port ?? 0)
                readied.finish()
            }
        } catch {
            throw CommandError(error)
        }
        var services: [any Service] = database.embedded.map { [DatabaseKeeper(database: $0, logger: logger)] } ?? []
        services.append(server)
        var groupConfiguration = ServiceGroupConfiguration(services: services, logger: logger)
        groupConfiguration.maximumGracefulShutdownDuration = configuration.limits.shutdownDeadline
        let group = ServiceGroup(configuration: groupConfiguration)
        // Says for each task whether it saw the server ready.
        let wasReady = try await withThrowingTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                defer { readied.finish() }
                try await Self.run(group)
                return false
            }
            tasks.addTask {
                var wasReady = false
                for await port in ready {
                    wasReady = true
                    do {
                        if try await onReady(port, server) == .stop { await group.triggerGracefulShutdown() }
                    } catch {
                        await group.triggerGracefulShutdown()
                        throw error
                    }
                }
                return wasReady
            }
            return try await tasks.reduce(false) { $0 || $1 }
        }
        if !wasReady { throw CancellationError() }
    }

    /// Runs services so that cancelling means stopping in order: a cancelled service group drops everything.
    private static func run(_ group: ServiceGroup) async throws {
        // Not a child of the cancelled task, or the cancellation would reach the services first.
        let running = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }
}
