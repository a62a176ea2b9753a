import Boundaries
import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct SubmissionDecoderTests {
    private static let place = "lat=40.7128&long=-74.006"

    private static func decode(_ form: String) throws -> ServiceRequest.Draft {
        let decoder = SubmissionDecoder(catalog: TinyCity.catalog, extent: try TinyCity.extent)
        return try decoder.decode(FormParameters(decoding: form.utf8))
    }

    @Test func `a full form becomes a draft`() throws {
        let draft = try Self.decode(
            """
            jurisdiction_id=tiny&api_key=secret&service_code=Noise+-+Residential&\(Self.place)&address_string=1+Main+St\
            &address_id=7&email=ann%40example.org&device_id=dev&account_id=acc&first_name=Ann&last_name=Lee&phone=555\
            &description=+Two%0D%0Alines%0D+%3Cb%3E&media_url=https%3A%2F%2Fexample.org%2F1.jpg&media_url[]=HTTP://e.org/2\
            &media_url=https://example.org/1.jpg&attribute[descriptor]=Loud+Music%2FParty&attribute[floor]=4B\
            &attribute[fixmystreet_id]=99&unknown=1
            """
        )
        var expected = ServiceRequest.Draft(
            serviceCode: "noise-neighbor",
            location: .point(try Coordinate(latitude: 40.7128, longitude: -74.006)),
            address: "1 Main St",
            description: "Two\nlines\n <b>",
            attributes: ["descriptor": ["loud-music"], "floor": ["4B"]],
            deviceID: "dev",
            accountID: "acc",
            mediaURLs: ["https://example.org/1.jpg", "HTTP://e.org/2"]
        )
        expected.contact = ServiceRequest.Contact(
            firstName: "Ann",
            lastName: "Lee",
            email: "ann@example.org",
            phone: "555"
        )
        expected.wayIn.clientReference = "99"
        #expect(draft == expected)
    }

    @Test func `empty parameters count as absent`() throws {
        let draft = try Self.decode(
            """
            service_code=pothole&\(Self.place)&jurisdiction_id=&address_string=&address_id=&email=&device_id=&account_id=\
            &first_name=+&last_name=&phone=&description=%0D%0A&media_url=&attribute[x]=&attribute[=
            """
        )
        let bare = try Self.decode("service_code=pothole&\(Self.place)")
        #expect(draft == bare)
        #expect(bare.description == nil)
        #expect(bare.contact.isEmpty)
    }

    @Test(
        arguments: [
            ("address_string=1+Main+St", .address("1 Main St")), ("address_id=0042", .addressID("0042")),
            ("address_string=1+Main+St&address_id=0042&lat=&long=", .address("1 Main St")),
        ] as [(String, ServiceRequest.Location)]
    )
    func `a place may be words or an id`(form: String, location: ServiceRequest.Location) throws {
        let draft = try Self.decode("service_code=pothole&\(form)")
        #expect(draft.location == location)
        #expect(draft.address == nil)
    }

    @Test(arguments: [
        "attribute[blocked][]=road&attribute[blocked][]=walk", "attribute[blocked]=walk&attribute[blocked]=road",
    ])
    func `several answers come in both dialects`(form: String) throws {
        let draft = try Self.decode("service_code=tree&\(Self.place)&\(form)")
        #expect(draft.attributes == ["blocked": ["road", "walk"]])
    }

    @Test(arguments: MalformedForm.all)
    func `a malformed form is refused with every fault`(form: MalformedForm) throws {
        let error = try #require(throws: GeoReportError.self) { try Self.decode(form.form) }
        #expect(error.status == form.status)
        #expect(error.faults.map(\.code.rawValue) == form.codes)
        #expect(error.faults.map(\.description) == form.descriptions)
    }

    @Test(arguments: [
        ("x", 1), ("\u{1F6A7}", 1), ("e\u{301}", 2),
        ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}", 7),
        ("\r\n", 1),
    ])
    func `four thousand characters fit and one more does not`(unit: String, scalars: Int) throws {
        // Blanks at the ends do not count, so the text begins and ends with a letter.
        let units = String(repeating: unit, count: 3998 / scalars)
        let fitting = "a" + units + String(repeating: "b", count: 3999 - 3998 / scalars * scalars)
        let draft = try Self.decode("service_code=pothole&\(Self.place)&description=\(fitting)")
        #expect(draft.description?.unicodeScalars.count == 4000)
        let error = try #require(throws: GeoReportError.self) {
            try Self.decode("service_code=pothole&\(Self.place)&description=\(fitting)c")
        }
        #expect(
            error
                == GeoReportError(.descriptionTooLong, "description: expected at most 4000 characters, found 4001")
        )
    }

    @Test func `without an extent a swapped pair that is a position on the earth passes`() throws {
        let form = try FormParameters(decoding: "service_code=pothole&lat=-74.006&long=40.7128".utf8)
        let draft = try SubmissionDecoder(catalog: TinyCity.catalog).decode(form)
        #expect(draft.coordinate?.latitude == -74.006)
    }

    @Test func `a place far away is not taken for a swapped one`() throws {
        let draft = try Self.decode("service_code=pothole&lat=48.2&long=16.37")
        #expect(draft.coordinate != nil)
    }
}
