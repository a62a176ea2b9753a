import GeoReport
import HTTPTypes

/// Which description an answer of GeoReport has.
struct DescribedAnswer: Sendable {
    /// The description's name: `requests-extended`.
    let name: String
    let format: Format

    init(name: String, format: Format) {
        self.name = name
        self.format = format
    }

    /// Nil for what is none of GeoReport's answers, or has no body.
    init?(_ answer: Answer, to method: HTTPRequest.Method, _ target: String, body: [UInt8]?) {
        guard method != .head, !answer.bytes.isEmpty, target.hasPrefix("/open311/") else { return nil }
        switch answer[header: "Content-Type"] {
        case Format.json.contentType: format = .json
        case Format.xml.contentType: format = .xml
        default: return nil
        }
        let parts = target.split(separator: "?", maxSplits: 1)
        let query = parts.count > 1 ? String(parts[1]) : ""
        let form = method == .post ? String(decoding: body ?? [], as: UTF8.self) : ""
        let isExtended = [query, form].contains { text in
            (try? FormParameters(decoding: text.utf8))?.wantsExtensions == true || text.contains("name=\"extensions\"")
        }
        let path = parts[0].split(separator: "/").dropFirst().filter { $0 != "test" && $0 != "v2" }
        let shape: AnswerShape
        switch (path.first?.prefix { $0 != "." }, path.count) {
        case _ where answer.status >= 400: shape = .errors
        case ("discovery", 1): shape = .discovery
        case ("services", 1): shape = .services
        case ("services", 2): shape = .definition
        case ("requests", 1) where method == .post: shape = .receipt
        case ("requests", _): shape = .requests
        case ("tokens", 2): shape = .token
        case ("servicerequestupdates", 1): shape = method == .post ? .updateReceipt : .updates
        // An answer nobody described.
        default: return nil
        }
        name = shape.name(isExtended ? .extended : .plain)
    }
}
