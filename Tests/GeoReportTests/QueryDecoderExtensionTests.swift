import Boundaries
import Foundation
import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct QueryDecoderExtensionTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)
    private static let day = 86_400.0

    private static func decode(
        _ query: String,
        extent: BoundingBox? = try? TinyCity.extent,
        days: Int = 90
    ) throws -> ServiceRequest.Query {
        let parameters = try FormParameters(decoding: query.utf8)
        return try QueryDecoder(catalog: TinyCity.catalog, extent: extent, days: days).decode(parameters, now: now)
    }

    private static func faults(_ query: String, extent: BoundingBox? = try? TinyCity.extent) throws -> [String] {
        let error = try #require(throws: GeoReportError.self) { try decode(query, extent: extent) }
        #expect(error.status == 400)
        return error.faults.map { "\($0.code.rawValue) \($0.description)" }
    }

    // MARK: - Empty parameters

    @Test(arguments: [
        "jurisdiction_id", "service_request_id", "service_code", "start_date", "end_date", "status", "page",
        "page_size",
        "limit", "max_requests", "offset", "after", "updated_after", "updated_before", "bbox", "lat", "long", "radius",
        "q",
        "keyword", "agency_responsible", "has_photo", "with_picture", "extensions", "nothing_we_know",
    ])
    func `an empty parameter counts as absent, and one we do not know is left out`(name: String) throws {
        let plain = try Self.decode("")
        #expect(try Self.decode("\(name)=") == plain)
        #expect(try Self.decode("\(name)=+%20") == plain)
        #expect(try Self.decode("\(name)=&\(name)=") == plain)
        #expect(try Self.decode("nothing_we_know=1&sort=x&just_count=true") == plain)
    }

    // MARK: - Parts of a list

    @Test(
        arguments: [
            ("", 1000, 0), ("page=1", 1000, 0), ("page=3", 1000, 2000), ("page_size=50", 50, 0),
            ("page=3&page_size=50", 50, 100), ("page_size=1000", 1000, 0), ("page_size=5000&page=2", 1000, 1000),
            ("limit=10", 10, 0), ("max_requests=7", 7, 0), ("page_size=5&limit=9", 5, 0),
            ("limit=10&offset=25", 10, 25),
            ("offset=25&page=2", 1000, 1000), ("page=100", 1000, 99_000), ("page=100000&page_size=1", 1, 99_999),
            ("offset=0", 1000, 0),
        ]
    )
    func `a part is asked for by page and size, or by limit and offset`(query: String, limit: Int, offset: Int) throws {
        let decoded = try Self.decode(query)
        #expect(decoded.limit == limit)
        #expect(decoded.offset == offset)
        #expect(decoded.after == nil)
        #expect(!decoded.isBeyondReach)
    }

    @Test func `behind a request the offset does not count`() throws {
        let decoded = try Self.decode("after=7K3M9QXA1&page=5000&page_size=20&offset=9")
        #expect(decoded.after == "7K3M9QXA1")
        #expect(decoded.offset == 0)
        #expect(decoded.limit == 20)
    }

    @Test(arguments: [
        "page=101", "page=100001&page_size=1", "offset=99001", "page=9223372036854775807", "offset=100000",
    ])
    func `beyond what pages reach the list itself has to say whether there is more`(query: String) throws {
        let decoded = try Self.decode(query)
        #expect(decoded.isBeyondReach)
        #expect(decoded.offset + decoded.limit == 100_000)
        #expect(QueryDecoder.beyondReach.faults.first?.code == .pageTooDeep)
    }

    @Test(arguments: [
        "page=0", "page=-1", "page=%2B1", "page=1.5", "page=x", "page_size=0", "limit=x", "offset=-1", "page=٣",
    ])
    func `what is no number is told so`(query: String) throws {
        let faults = try Self.faults(query)
        #expect(faults.count == 1)
        #expect(faults.first?.contains("expected a whole number from ") == true)
    }

    // MARK: - Changes

    @Test(
        arguments: [
            ("updated_after=1970-01-02T00:00:00Z", 1, 91),
            ("updated_before=1970-04-02T00:00:00Z", 1, 91),
            ("updated_after=1970-01-02T00:00:00Z&updated_before=1970-01-03T00:00:00Z", 1, 2),
        ] as [(String, Double, Double)]
    )
    func `changes have a window by the same rule, however old the requests are`(
        query: String,
        start: Double,
        end: Double
    ) throws {
        let decoded = try Self.decode(query)
        #expect(decoded.selection == .window(start: .distantPast, end: nil))
        let updated = try #require(decoded.updated)
        #expect(updated.start == Date(timeIntervalSince1970: start * Self.day))
        #expect((0..<1).contains(updated.end.timeIntervalSince1970 - end * Self.day))
        let both = try Self.decode(query + "&start_date=1970-01-01T00:00:00Z")
        #expect(both.updated == updated)
        #expect(
            both.selection
                == .window(
                    start: Date(timeIntervalSince1970: 0),
                    end: Date(timeIntervalSince1970: 90 * Self.day)
                )
        )
    }

    @Test func `a window of changes is as long as any, and told apart`() throws {
        #expect(
            try Self.faults("updated_after=1970-01-01T00:00:00Z&updated_before=1970-04-01T00:00:01Z") == [
                "40013 updated_before: expected at most 90 days after updated_after, found 91"
            ]
        )
        #expect(
            try Self.faults("updated_after=soon&start_date=1970-01-02T00:00:00Z&end_date=1970-01-01T00:00:00Z") == [
                "40013 end_date: expected a date after start_date, found one before it",
                "40012 updated_after: expected a date with time and zone like 2026-01-31T09:30:00Z, found “soon”",
            ]
        )
        let year = try Self.decode("start_date=1970-01-01T00:00:00Z", days: 366)
        #expect(
            year.selection
                == .window(start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 366 * Self.day))
        )
    }

    // MARK: - Places

    /// The city lies from 40.5 to 40.9 north and from 74.25 to 73.7 west.
    @Test(arguments: ["40.6,-74.1,40.7,-74.0", "-74.1,40.6,-74.0,40.7", " 40.6 , -74.1, 40.7 ,-74.0"])
    func `a box is understood in both orders`(text: String) throws {
        let area = try #require(try Self.decode("bbox=" + text.replacing(" ", with: "+")).area)
        #expect(area.circle == nil)
        let box = try #require(area.boxes.first)
        #expect(area.boxes.count == 1)
        #expect([box.south, box.west, box.north, box.east] == [40.6, -74.1, 40.7, -74.0])
    }

    @Test func `a box that may be read in two ways is refused where that makes a difference`() throws {
        // At 10° north and 20° east, as the other tests' city.
        let extent = BoundingBox(
            try Coordinate(latitude: 10, longitude: 20),
            try Coordinate(latitude: 10.02, longitude: 20.04)
        )
        func box(_ text: String) throws -> [Double]? {
            try Self.decode("bbox=\(text)", extent: extent).area?.boxes.first.map {
                [$0.south, $0.west, $0.north, $0.east]
            }
        }
        #expect(try box("10,20,10.01,20.02") == [10, 20, 10.01, 20.02])
        #expect(try box("20,10,20.02,10.01") == [10, 20, 10.01, 20.02])
        // Round the whole city both ways, and nowhere near it both ways.
        #expect(try box("5,5,30,31") != nil)
        #expect(try box("50,51,52,53") == [50, 51, 52, 53])
        // The second pair's meanings are both near the city, and not the same part of it.
        let wide = BoundingBox(try Coordinate(latitude: 10, longitude: 10), try Coordinate(latitude: 20, longitude: 20))
        #expect(
            try Self.faults("bbox=11,13,12,14", extent: wide) == [
                "40031 bbox: expected a box that lies in the city in one order only, latitude first or longitude first, "
                    + "found “11,13,12,14”, which does in both; make it smaller, or ask with lat, long and radius"
            ]
        )
        #expect(try Self.faults("bbox=11,13,12,14", extent: nil).first?.hasPrefix("40031") == true)
        // Only one of the two is on the earth.
        #expect(try Self.decode("bbox=-74.1,100,-74,101", extent: nil).area?.boxes.first?.west == 100)
    }

    @Test(arguments: ["1,2,3", "1,2,3,4,5", "a,b,c,d", "10,20,5,30", "91,181,92,182", "1,2,3,nan", "1,,2,3", ","])
    func `four degrees make a box and nothing else does`(text: String) throws {
        let faults = try Self.faults("bbox=\(text)")
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("4009 bbox: expected four degrees") == true)
    }

    @Test(arguments: [("", 750.0), ("&radius=120.5", 120.5), ("&radius=100000", 100_000)])
    func `a place has metres around it`(radius: String, metres: Double) throws {
        let center = try Coordinate(latitude: 40.7, longitude: -74)
        let area = try #require(try Self.decode("lat=40.7&long=-74\(radius)").area)
        #expect(area.circle == .init(center: center, metres: metres))
        // The box holds the circle: each of its edges is as far away as the radius, or a little more.
        let box = try #require(area.boxes.first)
        for (latitude, longitude) in [(box.south, -74), (box.north, -74), (40.7, box.west), (40.7, box.east)] {
            let edge = try Coordinate(latitude: latitude, longitude: longitude)
            #expect(center.metres(to: edge) > metres * 0.999)
            #expect(center.metres(to: edge) < metres * 1.05)
        }
    }

    @Test(
        arguments: [
            ("lat=40.7", "4004 long:"), ("long=-74", "4004 lat:"), ("lat=x&long=y", "4005 lat:"),
            ("lat=-74&long=40.7", "4005 lat, long:"), ("lat=40.7&long=-74&radius=0", "4009 radius:"),
            ("lat=40.7&long=-74&radius=-5", "4009 radius:"), ("lat=40.7&long=-74&radius=100001", "4009 radius:"),
            ("lat=40.7&long=-74&radius=inf", "4009 radius:"), ("radius=far", "4009 radius:"),
        ]
    )
    func `half a place, no place and no radius are told`(query: String, beginning: String) throws {
        #expect(try Self.faults(query).first?.hasPrefix(beginning) == true)
    }

    // MARK: - Words, departments, pictures

    @Test func `each word comes with the services whose names have it`() throws {
        let words = try Self.decode("q=pot++MAIN+bache").words
        #expect(words.map(\.text) == ["pot", "MAIN", "bache"])
        #expect(words.map(\.serviceCodes) == [["pothole"], [], ["pothole"]])
        #expect(try Self.decode("keyword=noise").words.first?.serviceCodes == ["noise-neighbor"])
        #expect(try Self.faults("q=" + String(repeating: "x", count: 201)).first?.hasPrefix("4009 q:") == true)
        #expect(try Self.faults("q=" + String(repeating: "x+", count: 11)).first?.hasPrefix("4009 q:") == true)
        #expect(try Self.decode("q=" + String(repeating: "x+", count: 10)).words.count == 10)
    }

    @Test(
        arguments: [
            ("nypd", ["nypd"]), ("Police+Department", ["nypd"]), ("polic%C3%ADa", ["nypd"]),
            ("nypd,dot", ["nypd", "dot"]),
            ("Department+of+Transportation,nobody", ["dot", "nobody"]), ("nobody", ["nobody"]), (",", [","]),
        ]
    )
    func `departments are named by code or name`(text: String, codes: [String]) throws {
        #expect(try Self.decode("agency_responsible=\(text)").departments == codes)
    }

    @Test(arguments: [
        ("has_photo=true", true), ("with_picture=1", true), ("has_photo=YES", true), ("has_photo=false", false),
        ("with_picture=0", false), ("has_photo=true&with_picture=false", true),
    ])
    func `those with a picture, or those without`(query: String, isAsked: Bool) throws {
        #expect(try Self.decode(query).hasPicture == isAsked)
        #expect(try Self.faults("has_photo=perhaps").first?.hasPrefix("4009 has_photo:") == true)
    }

    @Test func `ids override all of these as well`() throws {
        let query = try Self.decode("service_request_id=a&page=x&bbox=1&lat=1&q=&updated_after=y&has_photo=z&radius=-1")
        #expect(query == ServiceRequest.Query(selection: .ids(["a"])))
    }
}
