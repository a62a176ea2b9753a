import Foundation
import Store
import Testing

@Suite struct EffectiveDateTests {
    @Test(arguments: [
        ("2027-01-01", "2027-01-01T05:00:00Z"),
        ("2027-07-01", "2027-07-01T04:00:00Z"),
        ("2027-01-01T06:30", "2027-01-01T11:30:00Z"),
        ("2027-01-01T06:30Z", "2027-01-01T06:30:00Z"),
        ("2027-01-01T06:30+05:45", "2027-01-01T00:45:00Z"),
        ("2027-01-01T06:30-05:00", "2027-01-01T11:30:00Z"),
        ("2028-02-29", "2028-02-29T05:00:00Z"),
        // At two o'clock clocks are put forward to three.
        ("2027-03-14T02:30", "2027-03-14T07:30:00Z"),
        // Half past one comes twice; it is the first.
        ("2027-11-07T01:30", "2027-11-07T05:30:00Z"),
    ])
    func `a date is a moment of the city's own time, unless it says another`(text: String, moment: String) throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let date = try #require(EffectiveDate(text)).date(in: zone)
        #expect(date?.formatted(.iso8601) == moment)
    }

    @Test(arguments: [
        "", "tomorrow", "2027", "2027-1-1", "2027-02-29", "2027-13-01", "2027-00-10", "2027-01-01T", "2027-01-01T24:00",
        "2027-01-01T06", "2027-01-01T06:60", "2027-01-01 06:00", "2027-01-01T06:00+5", "2027-01-01T06:00+19:00",
        "2027-01-01T06:00:00", "12027-01-01", "2027-01-0１", "-027-01-01", "2027-01-01T06:00ZZ",
    ])
    func `what is no date is not guessed at`(text: String) {
        #expect(EffectiveDate(text) == nil)
    }
}
