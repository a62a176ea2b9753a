import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct GeoReportErrorTests {
    @Test(arguments: GeoReportError.Code.allCases)
    func `a code begins with its HTTP status and says what it means`(code: GeoReportError.Code) {
        #expect((400...599).contains(code.status))
        #expect(code.rawValue.hasPrefix(String(code.status)))
        #expect(!code.meaning.isEmpty)
    }

    @Test(
        arguments: [
            ([.badRequest], 400), ([.locationMissing, .serviceUnknown], 404),
            ([.serviceUnknown, .locationMissing], 404),
            ([.keyInvalid], 403), ([.unavailable], 503), ([.locationMissing, .descriptionTooLong], 400),
        ] as [([GeoReportError.Code], Int)]
    )
    func `among faults of several kinds what is not found decides`(codes: [GeoReportError.Code], status: Int) throws {
        #expect(try #require(GeoReportError(codes.map { .init($0, "x") })).status == status)
    }

    @Test func `no fault is no error`() {
        #expect(GeoReportError([]) == nil)
    }

    @Test(arguments: [
        (OutsideArea(metres: nil, call: LocalizedText(["en": "Call the county."])), ""),
        (OutsideArea(metres: 1234.5, call: LocalizedText(["en": "Call the county."])), " (1235 m away)"),
        (OutsideArea(metres: .infinity, call: LocalizedText(["en": "Call the county."])), ""),
        (
            OutsideArea(
                metres: 12,
                stretch: LocalizedText(["en": "Nassau line"]),
                call: LocalizedText(["en": "Call the county."])
            ), " (Nassau line, 12 m away)"
        ),
    ])
    func `a place outside has its own code and tells whom to call`(area: OutsideArea, aside: String) throws {
        let error = try #require(GeoReportError(.outside(area), catalog: TinyCity.catalog))
        let text = "lat, long: expected a place in Tiny City, found one outside it\(aside). Call the county."
        #expect(error == GeoReportError(.outsideJurisdiction, text))
        #expect(error.faults.map(\.code.rawValue) == ["4001"])
        #expect(error.status == 400)
    }

    @Test func `a service the assigner does not know is not found`() throws {
        let error = try #require(
            GeoReportError(.unknownService("poth", suggestion: "pothole"), catalog: TinyCity.catalog)
        )
        #expect(error.status == 404)
        #expect(error.faults.first?.description.hasSuffix("found “poth”; did you mean “pothole” (Pothole)?") == true)
    }

    @Test(
        arguments: [
            ("pothole s", "pothole"), ("Potholes", "pothole"), ("bache", "pothole"), ("BACHES", "pothole"),
            ("residential noise", "noise-neighbor"), ("noise-neighbour", "noise-neighbor"), ("tree fallen", "tree"),
            ("Street Conditions", "pothole"), ("encampmnt", "encampment"), ("rats", nil), ("", nil), ("---", nil),
            ("\u{1F6A7}", nil),
        ] as [(String, String?)]
    )
    func `the nearest service is found by code, alias or name`(text: String, code: String?) {
        #expect(TinyCity.catalog.serviceNearest(to: text)?.code == code)
    }

    @Test func `what a client sent is repeated on one line, cut short`() {
        #expect(Quotation("a\nb\u{202E}c").description == "“a b c”")
        #expect(Quotation(String(repeating: "é", count: 61)).description == "“\(String(repeating: "é", count: 60))…”")
    }
}
