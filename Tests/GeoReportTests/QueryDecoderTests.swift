import Foundation
import ServiceRequests
import Testing

@testable import GeoReport

@Suite struct QueryDecoderTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000.25)
    private static let day = 86_400.0

    private static func decode(_ query: String) throws -> ServiceRequest.Query {
        let parameters = try FormParameters(decoding: query.utf8)
        return try QueryDecoder(catalog: TinyCity.catalog).decode(parameters, now: now)
    }

    @Test(
        arguments: [
            ("", 1_795_000_000.25 - 90 * 86_400, nil),
            ("start_date=&end_date=", 1_795_000_000.25 - 90 * 86_400, nil),
            ("start_date=1970-01-01T00:00:00Z", 0, 90 * 86_400),
            ("end_date=1970-04-01T00:00:00Z", 0, 90 * 86_400 + 0.999_999),
            ("start_date=1970-01-01T00:00:00Z&end_date=1970-04-01T00:00:00Z", 0, 90 * 86_400 + 0.999_999),
            ("start_date=1970-01-01T00:00:00Z&end_date=1970-01-01T00:00:00Z", 0, 0.999_999),
            ("start_date=1970-01-01T00:00:00.5Z&end_date=1970-01-02T00:00:00.5Z", 0.5, 86_400.5),
            ("start_date=1970-01-01T01:00:00%2B01:00&end_date=1970-01-02T00:00:00Z", 0, 86_400.999_999),
            ("start_date=1970-01-01T01:00:00+01:00&end_date=1970-01-02T00:00:00Z", 0, 86_400.999_999),
        ] as [(String, Double, Double?)]
    )
    func `the window is at most ninety days`(query: String, start: Double, end: Double?) throws {
        guard case .window(let first, let last) = try Self.decode(query).selection else {
            Issue.record("expected a window")
            return
        }
        #expect(abs(first.timeIntervalSince1970 - start) < 1e-6)
        #expect((last == nil) == (end == nil))
        #expect(abs((last?.timeIntervalSince1970 ?? 0) - (end ?? 0)) < 1e-6)
    }

    @Test(
        arguments: [
            (
                "start_date=1970-01-01T00:00:00Z&end_date=1970-04-01T00:00:01Z", ["40013"],
                ["end_date: expected at most 90 days after start_date, found 91"]
            ),
            (
                "start_date=1970-01-02T00:00:00Z&end_date=1970-01-01T00:00:00Z", ["40013"],
                ["end_date: expected a date after start_date, found one before it"]
            ),
            (
                "start_date=2026-11-18", ["40012"],
                ["start_date: expected a date with time and zone like 2026-01-31T09:30:00Z, found “2026-11-18”"]
            ),
            (
                "start_date=x&end_date=y&status=new&jurisdiction_id=big", ["4042", "40012", "40012", "40014"],
                [
                    "jurisdiction_id: expected tiny, found “big”",
                    "start_date: expected a date with time and zone like 2026-01-31T09:30:00Z, found “x”",
                    "end_date: expected a date with time and zone like 2026-01-31T09:30:00Z, found “y”",
                    "status: expected open or closed, found “new”",
                ]
            ),
            ("status=open,fixed", ["40014"], ["status: expected open or closed, found “fixed”"]),
            (
                "jurisdiction_id=big&service_request_id=1", ["4042"], ["jurisdiction_id: expected tiny, found “big”"]
            ),
        ] as [(String, [String], [String])]
    )
    func `malformed parameters are told all at once`(query: String, codes: [String], descriptions: [String]) throws {
        let error = try #require(throws: GeoReportError.self) { try Self.decode(query) }
        #expect(error.faults.map(\.code.rawValue) == codes)
        #expect(error.faults.map(\.description) == descriptions)
        #expect(error.status == (codes.contains("4042") ? 404 : 400))
    }

    @Test func `ids override everything else`() throws {
        let query = try Self.decode(
            "service_request_id=b,+a,,b,7k-3m&status=nonsense&start_date=never&service_code=pothole"
        )
        #expect(query == ServiceRequest.Query(selection: .ids(["b", "a", "7k-3m"])))
        #expect(query.limit == 1000)
    }

    @Test func `more than a thousand ids are too many`() throws {
        let ids = (1...1001).map(String.init)
        let thousand = try Self.decode("service_request_id=" + ids.dropLast().joined(separator: ","))
        #expect(thousand.selection == .ids(Array(ids.dropLast())))
        let error = try #require(throws: GeoReportError.self) {
            try Self.decode("service_request_id=" + ids.joined(separator: ","))
        }
        #expect(
            error == GeoReportError(.listTooLong, "service_request_id: expected at most 1000 ids, found 1001")
        )
    }

    @Test(
        arguments: [
            ("", []), ("status=", []), ("status=open", [.open]), ("status=CLOSED", [.closed]),
            ("status=closed,+open,closed", [.open, .closed]), ("status=,", []),
        ] as [(String, [ServiceRequest.Status])]
    )
    func `statuses are a comma list`(query: String, statuses: [ServiceRequest.Status]) throws {
        #expect(try Self.decode(query).statuses == statuses)
    }

    @Test(arguments: [
        ("", []), ("service_code=", []), ("service_code=pothole", ["pothole"]),
        ("service_code=pothole,tree,pothole", ["pothole", "tree"]),
        ("service_code=Street+Condition,noise+-+residential", ["pothole", "noise-neighbor"]),
        ("service_code=Sign,+Missing", ["pothole"]), ("service_code=gone", ["gone"]),
        ("service_code=gone,tree", ["gone", "tree"]), ("service_code=,", [","]),
    ])
    func `service codes are a comma list and unknown ones match nothing`(query: String, codes: [String]) throws {
        #expect(try Self.decode(query).serviceCodes == codes)
    }
}
