import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests

/// A request for a page: whose city it is, in which language, and what was asked in the query.
struct PageVisit: Sendable {
    /// The city, the same value for the whole request: one catalog, one version of every layer.
    let city: City
    /// The language the page is written in, one of the jurisdiction's.
    let language: String
    /// The path, without the query.
    let path: String
    /// The query's parameters.
    let query: FormParameters
    /// The department that signed in, by name, on pages for staff.
    var staffName: String?

    /// Finds the city a request is for.
    ///
    /// Throws a refusal where several cities are served and the host is none of theirs, or where the query is no text.
    init(_ request: Request, cities: Cities) throws {
        city = try cities.city(for: request)
        language = city.catalog.jurisdiction.languages.first ?? "en"
        path = request.uri.path
        query = try FormParameters(query: request)
    }
}

extension FormParameters {
    /// The form a page's POST carries, which must come from a page of ours.
    ///
    /// - Throws: a refusal where another site's page made the browser send it, or where it is no form.
    init(page request: Request) async throws {
        try SameOrigin.check(request)
        let type = request.headers[.contentType]?.lowercased().prefix { $0 != ";" }
        guard type == "application/x-www-form-urlencoded" else {
            throw Refusal(
                .unsupportedMediaType,
                "unsupported_media_type",
                "expected a form (application/x-www-form-urlencoded), found another kind of body"
            )
        }
        // BodyLimit has read it and knows its limit.
        let body = try await request.body.collect(upTo: .max)
        try self.init(decoding: body.readableBytesView)
    }
}
