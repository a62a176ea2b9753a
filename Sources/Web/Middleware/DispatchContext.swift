public import Hummingbird
public import NIOCore

/// What travels with a request through middleware and handlers.
public struct DispatchContext: RequestContext {
    /// What Hummingbird itself keeps: the logger, the route, its parameters.
    public var coreContext: CoreRequestContextStorage
    /// The client's connection, which a refusal may have to close.
    public let channel: any Channel

    /// Creates a context for a request that has just come in.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
