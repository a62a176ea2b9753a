import HTTPTypes

/// The page a browser is shown instead of the one it asked for.
struct ProblemPage: Sendable {
    /// What the template shows.
    struct View: Sendable {
        /// The number, as people report it.
        let status: String
        let heading: String
        let message: String
        let details: [String]
        let reference: String
    }

    /// The page for a visitor, or for nobody known where the address is no city's.
    ///
    /// Residents read what to do in their language; staff, who run the programs too, also what was expected and found.
    static func page(_ refusal: Refusal, for visit: PageVisit?, _ audience: Page.Audience, requestID: String) -> Page {
        let words = visit?.words ?? Vocabulary.words(in: Vocabulary.first)
        let heading = heading(refusal.status, words)
        let isOurs = refusal.status == .methodNotAllowed || (audience == .resident && visit != nil)
        var page = Page(
            "problem",
            title: heading,
            view: View(
                status: words("problem_status", ["status": String(refusal.status.code)]),
                heading: heading,
                message: isOurs ? message(refusal, words) : refusal.message.capitalizedSentence,
                details: isOurs ? [] : refusal.details,
                reference: requestID
            ),
            status: refusal.status,
            headers: refusal.headers
        )
        page.audience = audience
        return page
    }

    private static func message(_ refusal: Refusal, _ words: Words) -> String {
        switch refusal.status.code {
        case 403 where refusal.code == SameOrigin.foreign.code: words("problem_foreign")
        case 404: words("problem_not_found")
        case 405: words("problem_method")
        case 409, 429, 503: words("problem_again")
        case 413: words("problem_large")
        case 400..<500: words("problem_wrong")
        default: words("problem_failed")
        }
    }

    private static func heading(_ status: HTTPResponse.Status, _ words: Words) -> String {
        switch status.code {
        case 303, 401: words("problem_heading_sign_in")
        case 403: words("problem_heading_forbidden")
        case 404: words("problem_heading_not_found")
        case 405: words("problem_heading_method")
        case 409, 429: words("problem_heading_again")
        case 410: words("problem_heading_gone")
        case 413: words("problem_heading_large")
        case 400..<500: words("problem_heading_wrong")
        case 503: words("problem_heading_unavailable")
        default: words("problem_heading_failed")
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
