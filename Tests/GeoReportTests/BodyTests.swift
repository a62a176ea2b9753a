import Foundation
import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct BodyTests {
    @Test func `services are listed with keywords as one text and private ones marked`() throws {
        try expectGolden(ServiceListBody.body(TinyCity.catalog), "services")
    }

    @Test func `services are listed in another language where there is one`() throws {
        let body = String(
            decoding: ServiceListBody.body(TinyCity.catalog, language: "es").encoded(as: .json),
            as: UTF8.self
        )
        #expect(body.contains(#""service_name":"Bache""#))
        #expect(body.contains(#""keywords":"hoyo""#))
        #expect(body.contains(#""group":"Calles""#))
        #expect(body.contains(#""service_name":"Fallen tree""#))
    }

    @Test(arguments: [
        (TinyCity.pothole, "definition-without-attributes"), (TinyCity.noise, "definition-conditional"),
        (TinyCity.tree, "definition-required"),
    ])
    func `a definition lists the questions in order`(service: Catalog.Service, golden: String) throws {
        try expectGolden(ServiceDefinitionBody.body(service), golden)
    }

    @Test func `requests always have all seventeen fields`() throws {
        try expectGolden(RequestsBody.body(try TinyCity.records, catalog: TinyCity.catalog), "requests")
        let body = Data(RequestsBody.body(try TinyCity.records, catalog: TinyCity.catalog).encoded(as: .json))
        let requests = try #require(try JSONSerialization.jsonObject(with: body) as? [[String: Any]])
        #expect(requests.map(\.count) == [17, 17])
    }

    @Test func `extensions add department and queue`() throws {
        let records = try TinyCity.records
        try expectGolden(
            RequestsBody.body(records, catalog: TinyCity.catalog, extensions: true),
            "requests-extensions"
        )
    }

    @Test func `no request is an empty list`() throws {
        try expectGolden(RequestsBody.body([], catalog: TinyCity.catalog), "requests-none")
    }

    @Test(arguments: [
        (nil, false, "receipt"), ("acc-1", false, "receipt-account"), ("acc-1", true, "receipt-extensions"),
    ])
    func `a receipt is a list of one with an id and no token`(account: String?, extensions: Bool, golden: String) throws
    {
        let receipt = ServiceRequest.Receipt(
            id: "7K3M9QXA1",
            serviceNotice: "This goes to the Police Department (75th Precinct).",
            accountID: account,
            department: "nypd",
            queue: "nypd/75"
        )
        try expectGolden(ReceiptBody.body(receipt, extensions: extensions), golden)
    }

    @Test func `an error lists every fault`() throws {
        let error = try #require(
            GeoReportError([
                .init(.locationMissing, "location: expected a place, found none"),
                .init(.serviceUnknown, "service_code: expected a code, found “x”"),
            ])
        )
        #expect(error.status == 404)
        try expectGolden(ErrorBody.body(error), "errors")
    }

    @Test func `discovery says where, whom to ask and when anything last changed`() throws {
        let endpoints = [
            DiscoveryBody.Endpoint(
                url: "https://311.example.org/open311/v2",
                kind: .production,
                changedAt: Date(timeIntervalSince1970: 1_795_000_000.9)
            ),
            DiscoveryBody.Endpoint(
                url: "https://test.example.org/open311/v2",
                kind: .test,
                changedAt: Date(timeIntervalSince1970: 1_795_090_000)
            ),
        ]
        try expectGolden(DiscoveryBody.body(TinyCity.jurisdiction, endpoints: endpoints), "discovery")
    }

    @Test func `whom to ask is what the city says, else its name and notice`() {
        func contact(_ contact: LocalizedText?, notice: LocalizedText?) -> WireValue? {
            let tiny = TinyCity.jurisdiction
            let jurisdiction = Jurisdiction(
                id: tiny.id,
                name: tiny.name,
                timeZone: tiny.timeZone,
                languages: tiny.languages,
                notice: notice,
                contact: contact,
                emergency: tiny.emergency,
                outside: tiny.outside,
                tolerance: tiny.tolerance,
                calendar: tiny.calendar,
                groups: tiny.groups
            )
            guard case .object(let members) = DiscoveryBody.body(jurisdiction, endpoints: []).value else { return nil }
            return members.first { $0.name == "contact" }?.value
        }
        let notice = LocalizedText(["en": "A demonstration."])
        #expect(contact(LocalizedText(["en": "api@example.org"]), notice: notice) == .string("api@example.org"))
        #expect(contact(nil, notice: notice) == .string("Tiny City. A demonstration."))
        #expect(contact(nil, notice: nil) == .string("Tiny City."))
    }
}
