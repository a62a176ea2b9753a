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

    /// How many a list has; `exact`, or `at-least` where it was not counted to its end.
    static let totalCount = known("X-Total-Count")
    static let totalCountIs = known("X-Total-Count-Is")
    /// `true` on a part of a list that ended before it was full, because enough had been looked at.
    static let pageIncomplete = known("X-Page-Incomplete")
    /// Where other parts of a list are (RFC 8288).
    static let link = known("Link")
    /// The same as Libre311 says it.
    static let pageTotalSize = known("page-TotalSize")
    static let pageTotalPages = known("page-TotalPages")
    static let pageNumber = known("page-PageNumber")
    static let pageSize = known("page-Size")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not a header's name: \(name)") }
        return name
    }
}
