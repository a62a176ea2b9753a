public import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The body of GET discovery: where the city's endpoints are and whom to ask about them (Open311 Service Discovery).
public enum DiscoveryBody {
    /// One endpoint of a city.
    public struct Endpoint: Sendable, Hashable {
        /// Whether what is sent there is acted upon.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case production
            case test
        }

        /// Its base: a resource's URL without `/services.xml`.
        public let url: String
        /// Whether it is live.
        public let kind: Kind
        /// When its services or their definitions last changed.
        public let changedAt: Date
        /// Where it takes requests for; nil where that is not told.
        public let area: ServiceArea?

        /// Creates an endpoint.
        public init(url: String, kind: Kind, changedAt: Date, area: ServiceArea? = nil) {
            self.url = url
            self.kind = kind
            self.changedAt = changedAt
            self.area = area
        }
    }

    /// The token by which clients know GeoReport v2, as the specification defines it.
    static let specification = "http://wiki.open311.org/GeoReport_v2"

    /// What is said of keys, which depends on the city.
    static func keyService(of keys: Jurisdiction.ClientKeys) -> String {
        let need =
            switch keys {
            case .optional:
                "No API key is needed, neither to read nor to submit. A client to whom the city gave one is counted by it, and "
                    + "told apart by it when it repeats a submission."
            case .required:
                "To submit, an API key is needed, which the city gives to clients: ask the contact. None is needed to read."
            }
        return need + " It is taken as api_key in the form or the query, or in the header X-Api-Key."
            + " The endpoint of type test has keys of its own. Nobody acts on what is sent there."
    }

    /// The body: an object with every field of the specification.
    ///
    /// `changeset` is a date like every other here, so it sorts and clients can parse it; the document's own is that of
    /// the endpoint that changed last. Every endpoint answers in every format. An endpoint with an area has it as
    /// `service_area`, a geometry of GeoJSON (RFC 7946) in both formats, which is not of the specification.
    public static func body(
        _ jurisdiction: Jurisdiction,
        endpoints: [Endpoint],
        language: String = "en"
    ) -> WireBody {
        let newest = endpoints.map(\.changedAt).max()
        return WireBody(
            .discovery,
            [
                "changeset": .text(newest.map(GeoReportDate.format)),
                "contact": .string(contact(of: jurisdiction, language: language)),
                "key_service": .string(keyService(of: jurisdiction.clientKeys)),
                "endpoints": .array(endpoints.map(value)),
            ]
        )
    }

    private static func value(_ endpoint: Endpoint) -> WireValue {
        var members: [WireValue.Member] = [
            .init("specification", .string(specification)),
            .init("url", .string(endpoint.url)),
            .init("changeset", .string(GeoReportDate.format(endpoint.changedAt))),
            .init("type", .string(endpoint.kind.rawValue)),
            .init("formats", .array(Format.allCases.map { .string($0.mediaType) })),
        ]
        if let area = endpoint.area { members.append(.init("service_area", area.geometry)) }
        return .object(members)
    }

    /// What the city says itself; else its name, and the notice that stands under its pages.
    private static func contact(of jurisdiction: Jurisdiction, language: String) -> String {
        if let contact = jurisdiction.contact { return contact.text(in: language) }
        let notice = jurisdiction.notice.map { " \($0.text(in: language))" } ?? ""
        return "\(jurisdiction.name.text(in: language)).\(notice)"
    }
}
