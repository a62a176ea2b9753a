import HTTPTypes

extension HTTPField.Name {
    /// The key a client sends a call under, so that sending it again is harmless.
    static let idempotencyKey = known("Idempotency-Key")
    /// `true` on an answer that was given before.
    static let idempotentReplayed = known("Idempotent-Replayed")
    /// The name of this request in our logs.
    static let requestID = known("X-Request-Id")
    /// GeoReport's key as a header, where a client puts it there.
    static let apiKey = known("X-Api-Key")

    /// The scheme a client used, where a proxy stands in front.
    static let forwardedProto = known("X-Forwarded-Proto")

    /// The hops a request came by, each added by the proxy it reached.
    static let forwardedFor = known("X-Forwarded-For")

    /// The trace a request belongs to.
    static let traceParent = known("traceparent")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header's name: \(name)") }
        return name
    }
}
