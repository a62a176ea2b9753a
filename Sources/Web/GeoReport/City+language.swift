import HTTPTypes
import Hummingbird
import ServiceRequests

extension City {
    /// The language of what residents are told by an app: the one it asks for, where the city speaks it; else the city's
    /// first.
    ///
    /// GeoReport v2 has no parameter for a language, and HTTP has a header.
    func language(asked request: Request) -> String {
        let languages = catalog.jurisdiction.languages
        return AcceptLanguage(request.headers[.acceptLanguage]).best(of: languages) ?? languages.first
            ?? Vocabulary.first
    }
}
