import GeoReport
import HTTPTypes

/// What GeoReport answers to a question, before it has a format.
struct GeoReportAnswer: Sendable {
    /// What is said.
    let body: WireBody
    /// Header fields of its own.
    var headers: HTTPFields = [:]
    /// Who may keep it, as `Cache-Control` says it; nil where nobody may.
    ///
    /// Whoever does must ask each time whether it still holds.
    var keeping: String?
    /// Which answer it is, where its description is linked; lists keep `Link` for their own parts.
    var description: AnswerShape?
}

extension GeoReportAnswer {
    /// What is the same for everybody: it may be kept anywhere, and clients that poll are told that nothing changed.
    static let shared = "no-cache"
    /// What says how the client itself reaches this server: kept by that client only.
    static let own = "private, no-cache"
}
