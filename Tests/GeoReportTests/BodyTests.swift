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

    @Test func `extensions add what is known beside a record, every member always`() throws {
        let records = try TinyCity.records
        let details = RequestDetails(
            reopens: 2,
            original: "000000015",
            duplicates: 3,
            mediaURLs: ["https://example.org/1.jpg", "https://example.org/2.jpg"],
            legs: [
                .init(department: "dot", status: .closed, outcome: "done", closedAt: records[0].closedAt),
                .init(department: "gone", status: .waiting),
            ],
            notes: [
                .init(at: records[0].requestedAt, kind: "submitted", summary: "Reported to Transportation."),
                .init(
                    at: records[0].updatedAt,
                    kind: "note",
                    summary: "Transportation says",
                    description: "<Soon> & so"
                ),
            ]
        )
        let body = RequestsBody.body(records, details: [records[0].id: details], catalog: TinyCity.catalog)
        try expectGolden(body, "requests-extensions")
    }

    @Test func `with extensions services have groups`() throws {
        try expectGolden(ServiceListBody.body(TinyCity.catalog, extensions: true), "services-extensions")
    }

    @Test func `with extensions a definition says when each question is asked, and what clients fill in`() throws {
        try expectGolden(ServiceDefinitionBody.body(TinyCity.noise, extensions: true), "definition-extensions")
        let condition = Condition.any([
            .all([.attribute(code: "a", keys: ["1"]), .not(.attribute(code: "b", keys: ["2", "3"]))]), .layer("ward"),
        ])
        let service = Catalog.Service(
            code: "x",
            group: "g",
            name: LocalizedText(["en": "X"]),
            description: LocalizedText(["en": "X."]),
            attributes: [
                Catalog.Attribute(
                    code: "c",
                    name: LocalizedText(["en": "C?"]),
                    datatype: .text,
                    isRequired: true,
                    condition: condition
                )
            ],
            target: .days(1),
            routes: []
        )
        try expectGolden(ServiceDefinitionBody.body(service, extensions: true), "definition-nested")
    }

    @Test func `a keyword to which FixMyStreet gives a meaning is not sent unless it is meant`() throws {
        func keywords(_ words: [String], _ visibility: Catalog.Service.Visibility) throws -> WireValue? {
            let service = Catalog.Service(
                code: "x",
                group: "g",
                name: LocalizedText(["en": "X"]),
                description: LocalizedText(["en": ""]),
                keywords: ["en": words],
                target: .days(1),
                visibility: visibility,
                routes: []
            )
            let catalog = Catalog(
                jurisdiction: TinyCity.jurisdiction,
                version: "0",
                departments: [],
                services: [service]
            )
            guard case .array(let services) = ServiceListBody.body(catalog).value,
                case .object(let members) = services.first
            else { return nil }
            return members.first { $0.name == "keywords" }?.value
        }
        #expect(
            try keywords(["staff", "Private", "inactive", "waste_only", "private road"], .public)
                == .string("private road")
        )
        #expect(try keywords(["private"], .private) == .string("private"))
        #expect(try keywords(["staff"], .public) == .null)
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

    @Test func `a receipt tells what the request can be asked for by, and nothing else`() throws {
        var receipt = ServiceRequest.Receipt(
            id: "7K3M9QXA1",
            reply: .token,
            token: "T4TNK0X9RC",
            serviceNotice: "",
            department: "nypd",
            queue: "nypd"
        )
        func both(_ body: WireBody) -> [String] {
            Format.allCases.map { String(decoding: body.encoded(as: $0), as: UTF8.self) }
        }
        let head = #"<?xml version="1.0" encoding="utf-8"?>"# + "\n"
        let rest = "<service_notice/><account_id/></request></service_requests>"
        #expect(
            both(ReceiptBody.body(receipt)) == [
                #"[{"token":"T4TNK0X9RC","service_notice":null,"account_id":null}]"#,
                "\(head)<service_requests><request><token>T4TNK0X9RC</token>\(rest)",
            ]
        )
        receipt.reply = .nothing
        #expect(
            both(ReceiptBody.body(receipt)) == [
                #"[{"service_notice":null,"account_id":null}]"#, "\(head)<service_requests><request>\(rest)",
            ]
        )
        #expect(
            both(TokenBody.body(token: "T1", id: nil)) == [
                #"[{"service_request_id":null,"token":"T1"}]"#,
                "\(head)<service_requests><request><service_request_id/><token>T1</token></request></service_requests>",
            ]
        )
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
