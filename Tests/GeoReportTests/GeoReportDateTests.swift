import Foundation
import Testing

@testable import GeoReport

@Suite struct GeoReportDateTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-0.5, "1969-12-31T23:59:59Z"),
            (1_795_000_000.999_999, "2026-11-18T11:06:40Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (1e15, "9999-12-31T23:59:59Z"), (-1e15, "0000-01-01T00:00:00Z"),
        ] as [(Double, String)]
    )
    func `dates are written as whole seconds in UTC`(seconds: Double, text: String) {
        #expect(GeoReportDate.format(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(
        arguments: [
            ("2026-11-18T11:06:40Z", 1_795_000_000), ("2026-11-18t11:06:40z", 1_795_000_000),
            ("2026-11-18T06:06:40-05:00", 1_795_000_000), ("2026-11-18T16:36:40+05:30", 1_795_000_000),
            ("2026-11-18T16:36:40 05:30", 1_795_000_000), ("2026-11-18T11:06Z", 1_794_999_960),
            ("2026-11-18T11:06:40.5Z", 1_795_000_000.5), ("2026-11-18T11:06:40.000000Z", 1_795_000_000),
            ("2000-02-29T00:00:00Z", 951_782_400), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("1969-12-31T23:59:59Z", -1), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Double)]
    )
    func `dates with a zone are read`(text: String, seconds: Double) {
        #expect(GeoReportDate.parse(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "today", "2026", "2026-11", "2026-11-18", "2026-11-18T11:06:40", "2026-11-18 11:06:40Z", "20261118T110640Z",
        "2026-11-18T11Z", "2026-11-18T11:06:40.Z", "2026-11-18T11:06:40,5Z", "2026-11-18T24:00:00Z",
        "2026-11-18T11:60:00Z", "2026-11-18T11:06:60Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-11-18T11:06:40+5:00", "2026-11-18T11:06:40+0500", "2026-11-18T11:06:40+24:00",
        "2026-11-18T11:06:40+05:60", "2026-11-18T11:06:40Z ", "2026-11-18T11:06:40ZZ", "+026-11-18T11:06:40Z",
        "-2026-11-18T11:06:40Z", "2026-11-18T11:06:40Z\u{0}", "２０２６-11-18T11:06:40Z", "1795000000",
    ])
    func `anything else is no date`(text: String) {
        #expect(GeoReportDate.parse(text) == nil)
    }

    @Test func `every day of eight centuries is read and written as Foundation does`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // Foundation's calendar is the Julian one before 15 October 1582.
        for ordinal in stride(from: -141_400, through: 150_000, by: 37) {
            let date = Date(timeIntervalSince1970: Double(ordinal) * 86400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let day = CivilDay(ordinal: ordinal)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
            #expect(CivilDay(year: day.year, month: day.month, day: day.day)?.ordinal == ordinal)
            #expect(GeoReportDate.parse(GeoReportDate.format(date)) == date)
        }
    }

    @Test func `a fraction of nines stays in its second`() throws {
        let date = try #require(GeoReportDate.parse("2026-11-18T11:06:40." + String(repeating: "9", count: 400) + "Z"))
        #expect(GeoReportDate.format(date) == "2026-11-18T11:06:40Z")
    }
}
