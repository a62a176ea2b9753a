import GeoReport
import HTTPTypes
import Store

/// An answer that is no success, before it has the shape of the API it belongs to.
struct Refusal: Error {
    /// The HTTP status.
    let status: HTTPResponse.Status
    /// One word for programs, `queue_unknown`.
    let code: String
    /// What was expected and what was found, for people.
    let message: String
    /// The single problems, where there are several.
    var details: [String] = []
    /// Further headers.
    var headers: HTTPFields = [:]
    /// Whether the connection cannot be used any more: the client is still sending what nobody will read.
    var closesConnection = false

    init(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ message: String,
        details: [String] = [],
        headers: HTTPFields = [:],
        closesConnection: Bool = false
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers = headers
        self.closesConnection = closesConnection
    }
}

extension Refusal {
    static let internalFault = Refusal(.internalServerError, "internal_fault", "The server failed; it is on record.")

    static func badRequest(_ message: String, details: [String] = []) -> Refusal {
        Refusal(.badRequest, "bad_request", message, details: details)
    }

    static func notFound(_ message: String) -> Refusal {
        Refusal(.notFound, "not_found", message)
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Refusal {
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return Refusal(
            .methodNotAllowed,
            "method_not_allowed",
            "expected the method \(list.replacing(", ", with: " or ")), found another",
            headers: [.allow: list]
        )
    }

    static func tooLarge(maximum: Int) -> Refusal {
        Refusal(
            .contentTooLarge,
            "too_large",
            "expected a body of at most \(maximum) bytes, found a larger one",
            closesConnection: true
        )
    }

    static func unavailable(_ message: String, retryAfter seconds: Int = 5) -> Refusal {
        Refusal(.serviceUnavailable, "unavailable", message, headers: [.retryAfter: String(seconds)])
    }

    static let keyUsedOtherwise = Refusal(
        .unprocessableContent,
        "idempotency_key_used",
        "expected a new Idempotency-Key, found one that was used with another body"
    )

    static let twinInFlight = Refusal(
        .conflict,
        "in_flight",
        "the same call with the same Idempotency-Key has no answer yet; ask again",
        headers: [.retryAfter: "1"]
    )

    static let leaseCapped = Refusal(
        .conflict,
        "lease_capped",
        "expected a lease that may run longer, found one that already runs the most there is, "
            + "\(Claim.maximumLease.components.seconds) seconds from its claim; what it holds at its end waits again"
    )
}
