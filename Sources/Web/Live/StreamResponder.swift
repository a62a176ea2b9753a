public import Hummingbird
public import HummingbirdCore

/// Answers a request for a stream in a task of its own, every other one as its base does.
///
/// A connection's task keeps the memory that its deepest call once stood on for as long as the connection lives. The way
/// through the middleware and the database is deep, a stream that waits is not: where the answer to it is found in
/// another task, that task's memory is free again while the stream waits, about half of what each would hold.
public struct StreamResponder<Base: HTTPResponder>: HTTPResponder where Base.Context: Sendable {
    /// The base's.
    public typealias Context = Base.Context

    private let base: Base

    init(_ base: Base) {
        self.base = base
    }

    /// What the base answers; fails as it does.
    public func respond(to request: Request, context: Base.Context) async throws -> Response {
        // As every `EventSource` says; who asks for a stream without it gets it, too.
        guard request.headers[.accept]?.contains("text/event-stream") == true else {
            return try await base.respond(to: request, context: context)
        }
        return try await withThrowingTaskGroup(of: Response.self) { group in
            group.addTask { try await base.respond(to: request, context: context) }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }
}
