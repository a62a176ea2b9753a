import GeoReport
import Hummingbird

extension FormParameters {
    /// The parameters of a request's query.
    init(query request: Request) throws(GeoReportError) {
        // A form is bounded by the body's limit, a query by the header's.
        try self.init(decoding: (request.uri.query ?? "").utf8)
    }
}
