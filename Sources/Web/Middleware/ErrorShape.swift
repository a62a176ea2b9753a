import GeoReport
import HTTPTypes
import Hummingbird

/// The shape an error has: that of the API whose address was asked for, or a page where a browser asks.
enum ErrorShape: Sendable {
    /// `[{code, description}]`, or the same in XML.
    case geoReport(Format)
    /// `{"error": {code, message, details}}`: departments' systems, and sites that say what became of an errand.
    case department
    /// HTML in the frame of the pages, made by `ErrorResponses`.
    case page
    /// A line of text.
    case plain

    init(_ request: Request) {
        let path = request.uri.path
        self =
            if path.hasPrefix("/open311") {
                .geoReport(Format(endOf: path))
            } else if path.hasPrefix("/api/") || path == "/api" || ErrandRoutes.isWord(path: path) {
                .department
            } else if request.headers[.accept]?.lowercased().contains("text/html") == true {
                .page
            } else {
                .plain
            }
    }

    /// The answer to a client that is refused.
    func response(to refusal: Refusal) -> Response {
        var response: Response
        switch self {
        case .geoReport(let format):
            let code = GeoReportError.Code(status: refusal.status)
            let faults = refusal.details.isEmpty ? [refusal.message] : refusal.details
            let error = GeoReportError(faults.map { .init(code, $0) }) ?? GeoReportError(code, refusal.message)
            response = .geoReport(ErrorBody.body(error), as: format, status: refusal.status)
        case .department:
            let error: WireValue = [
                "code": .string(refusal.code),
                "message": .string(refusal.message),
                "details": .array(refusal.details.map { .string($0) }),
            ]
            response = .json(["error": error], status: refusal.status)
        case .page, .plain:
            response = .text("\(refusal.status.code): \(refusal.message)\n", status: refusal.status)
        }
        response.headers.append(contentsOf: refusal.headers)
        return response
    }
}

extension GeoReportError.Code {
    /// The code that says no more than the HTTP status.
    fileprivate init(status: HTTPResponse.Status) {
        self = GeoReportError.Code(rawValue: String(status.code)) ?? (status.code < 500 ? .badRequest : .internalFault)
    }
}
