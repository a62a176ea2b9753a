import GeoReport
import ServiceRequests
import Store

/// The whole addresses that a mail names, in the follower's language.
struct MailLinks: Sendable {
    let origin: SiteOrigin
    /// `lang=es`; nil for the city's first language.
    private let language: String?

    init(_ origin: SiteOrigin, _ city: City, language: String) {
        self.origin = origin
        let isFirst = city.catalog.jurisdiction.languages.first == language
        self.language = isFirst ? nil : "lang=\(FormParameters.encoded(language))"
    }

    /// A request's page; the private link only with its key.
    func request(_ id: String, key: RequestKey? = nil) -> String {
        address("/r/\(id)", key.map { "key=\($0.text)" })
    }

    /// The page of a place.
    func place(_ place: PlaceName, serviceCode: String?) -> String {
        var query = [
            "layer=\(FormParameters.encoded(place.layer))", "boundary=\(FormParameters.encoded(place.boundary))",
        ]
        if let serviceCode { query.append("service_code=\(FormParameters.encoded(serviceCode))") }
        return address("/follow/places", query.joined(separator: "&"))
    }

    /// Where the owner of an address says yes.
    func confirm(_ key: FollowerKey) -> String { address("/follow/\(key.text)") }

    /// Where the mails are ended.
    func end(_ key: FollowerKey) -> String { address("/follow/\(key.text)/end") }

    private func address(_ path: String, _ query: String? = nil) -> String {
        let query = [query, language].compactMap(\.self).joined(separator: "&")
        return "\(origin.text)\(path)\(query.isEmpty ? "" : "?\(query)")"
    }
}
