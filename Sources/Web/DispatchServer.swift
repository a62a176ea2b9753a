public import Hummingbird
public import Logging
public import ServiceLifecycle
public import Store
public import UnixSignals

/// A server that is ready to run: HTTP in front, one `City` a jurisdiction, one pool a role behind.
///
/// `buildApplication(configuration:logger:)` makes it. What it must not know: libpq, GEOS, how GeoReport spells things.
public struct DispatchServer: Service {
    /// The HTTP application with all its services.
    ///
    /// They stop in the reverse order they are listed in: HTTP drains first, the pools close last.
    public let application: Application<StreamResponder<RouterResponder<DispatchContext>>>
    /// The cities served.
    public let cities: Cities
    /// The pools everything uses, one a database role.
    public let pools: DatabasePools
    /// What it was built with.
    public let configuration: WebConfiguration
    /// Where it logs.
    public let logger: Logger
    let deadlines: RequestDeadlines
    let streams: StreamSlots
    let photos: PhotoRoom?

    /// Runs until the surrounding service group says stop.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await application.run()
        } onGracefulShutdown: {
            deadlines.hurry()
            streams.end()
        }
    }

    /// Runs until one of the signals comes, then finishes what is under way within `WebLimits.shutdownDeadline`.
    ///
    /// What has not finished by then is cancelled.
    public func run(until signals: [UnixSignal]) async throws {
        var group = ServiceGroupConfiguration(services: [self], gracefulShutdownSignals: signals, logger: logger)
        group.maximumGracefulShutdownDuration = configuration.limits.shutdownDeadline
        try await ServiceGroup(configuration: group).run()
    }
}
