import HTTPTypes

/// The page a browser is shown instead of the one it asked for.
struct ProblemPage: Sendable {
    /// What the template shows.
    struct View: Sendable {
        let status: Int
        let heading: String
        let message: String
        let details: [String]
        let reference: String
    }

    static func page(_ refusal: Refusal, requestID: String) -> Page {
        let heading = heading(refusal.status)
        return Page(
            "problem",
            title: heading,
            view: View(
                status: refusal.status.code,
                heading: heading,
                message: message(refusal),
                details: refusal.details,
                reference: requestID
            ),
            status: refusal.status,
            headers: refusal.headers
        )
    }

    /// The refusal's own words, but for what only a program could make of them.
    private static func message(_ refusal: Refusal) -> String {
        refusal.status == .methodNotAllowed
            ? "This address belongs to a form. Go back to its page and send it from there."
            : refusal.message.capitalizedSentence
    }

    private static func heading(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 303, 401: "Please sign in"
        case 403: "That is not allowed"
        case 404: "There is no such page"
        case 405: "That cannot be done here"
        case 409, 429: "Please try again in a moment"
        case 410: "This is no longer yours"
        case 413: "That is too much at once"
        case 400..<500: "Something in this request is not right"
        case 503: "The service is not available just now"
        default: "Something went wrong here"
        }
    }
}

extension String {
    /// With a capital first and a full stop last: refusals are half sentences in the APIs.
    fileprivate var capitalizedSentence: String {
        let text = prefix(1).uppercased() + dropFirst()
        return text.hasSuffix(".") || text.hasSuffix("?") || text.hasSuffix("!") ? text : text + "."
    }
}
