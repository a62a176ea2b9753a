import Foundation
import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct BodyTests {
    @Test func `services are listed with keywords as one text and private ones marked`() throws {
        try expectGolden(ServiceListBody.json(TinyCity.catalog), "services")
    }

    @Test func `services are listed in another language where there is one`() throws {
        let body = String(decoding: ServiceListBody.json(TinyCity.catalog, language: "es"), as: UTF8.self)
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
        try expectGolden(ServiceDefinitionBody.json(service), golden)
    }

    @Test func `requests always have all seventeen fields`() throws {
        try expectGolden(RequestsBody.json(try TinyCity.records, catalog: TinyCity.catalog), "requests")
        let body = Data(RequestsBody.json(try TinyCity.records, catalog: TinyCity.catalog))
        let requests = try #require(try JSONSerialization.jsonObject(with: body) as? [[String: Any]])
        #expect(requests.map(\.count) == [17, 17])
    }

    @Test func `extensions add department and queue`() throws {
        let records = try TinyCity.records
        try expectGolden(
            RequestsBody.json(records, catalog: TinyCity.catalog, extensions: true),
            "requests-extensions"
        )
    }

    @Test func `no request is an empty list`() throws {
        try expectGolden(RequestsBody.json([], catalog: TinyCity.catalog), "requests-none")
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
        try expectGolden(ReceiptBody.json(receipt, extensions: extensions), golden)
    }

    @Test func `an error lists every fault`() throws {
        let error = try #require(
            GeoReportError([
                .init(.locationMissing, "location: expected a place, found none"),
                .init(.serviceUnknown, "service_code: expected a code, found “x”"),
            ])
        )
        #expect(error.status == 404)
        try expectGolden(ErrorBody.json(error), "errors")
    }
}
