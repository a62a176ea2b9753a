import Testing

@testable import GeoReport

@Suite struct ReadDateTests {
    @Test(arguments: [
        ("2026-01-31T09:30:00Z", true, true), ("2026-01-31T09:30:00+01:00", true, false),
        ("2026-01-31T09:30:00.250Z", true, false), ("2026-01-31T09:30Z", true, false),
        ("2026-01-31T09:30:00", false, false), ("2026-01-31 09:30:00", false, false),
        ("2026-01-31 09:30:00Z", false, false), ("2026-01-31", false, false), ("2026-01-31t09:30:00z", false, false),
        ("2026-01-31T09:30:00 01:00", false, false),
    ])
    func `a date is whole with time and zone, and plain with whole seconds and Z`(
        text: String,
        isWhole: Bool,
        isPlain: Bool
    ) {
        let date = ReadDate(text)
        #expect(date.isWhole == isWhole && date.isPlain == isPlain)
        // What it probably means is known all the same.
        #expect(date.instant != nil)
    }

    @Test(arguments: ["", "yesterday", "31.01.2026", "2026-02-30T00:00:00Z", "1769851800"])
    func `what is no date means nothing`(text: String) {
        let date = ReadDate(text)
        #expect(date.instant == nil && !date.isWhole && !date.isPlain)
    }
}
