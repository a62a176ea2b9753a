import Foundation
import Testing

@testable import Web

@Suite struct LocalTimeTests {
    private let city = LocalTime(zone: "America/New_York")
    /// Tuesday, 24 November 2026, 15:05 in New York.
    private let instant = Date(timeIntervalSince1970: 1_795_550_700)

    @Test func `an instant is shown on the city's own clock`() {
        #expect(city.day(instant) == "Tue, Nov 24")
        #expect(city.time(instant) == "3:05 PM")
        #expect(city.moment(instant) == "Tue, Nov 24, 2026 at 3:05 PM")
        #expect(city.machine(instant) == "2026-11-24T20:05:00Z")
        #expect(LocalTime(zone: "UTC").moment(instant) == "Tue, Nov 24, 2026 at 8:05 PM")
    }

    @Test func `a zone's summer time is its own`() {
        // 4 July 2026, 15:05 in New York, four hours behind UTC.
        #expect(city.moment(Date(timeIntervalSince1970: 1_783_191_900)) == "Sat, Jul 4, 2026 at 3:05 PM")
    }

    @Test func `a stamp has the instant for programs and its words for people`() {
        #expect(
            city.stamp(instant)
                == LocalTime.Stamp(machine: "2026-11-24T20:05:00Z", words: "Tue, Nov 24, 2026 at 3:05 PM")
        )
        #expect(city.stamp(instant + 0.9, "3 hours ago").machine == "2026-11-24T20:05:00Z")
    }

    @Test(
        arguments: [
            (0, "Today at 3:05 PM"), (-50400, "Today at 1:05 AM"), (-57600, "Yesterday at 11:05 PM"),
            (32400, "Tomorrow at 12:05 AM"), (118800, "Thu, Nov 26, 2026 at 12:05 AM"),
        ] as [(Double, String)]
    )
    func `days near today go by their names`(offset: Double, expected: String) {
        #expect(city.moment(instant + offset, now: instant) == expected)
    }

    @Test(
        arguments: [
            (-5, "just now"), (59, "just now"), (60, "1 minute ago"), (3599, "59 minutes ago"), (3600, "1 hour ago"),
            (12600, "3 hours ago"), (169200, "47 hours ago"), (172800, "2 days ago"),
            (3456000, "40 days ago"),
        ] as [(Double, String)]
    )
    func `what has been is so long ago`(seconds: Double, expected: String) {
        #expect(city.ago(instant, now: instant + seconds) == expected)
    }

    @Test(
        arguments: [
            (-30, "due now"), (30, "due now"), (61, "in 1 minute"), (5000, "in 1 hour"), (5500, "in 2 hours"),
            (3599, "in 1 hour"), (14 * 86400 - 1, "in 14 days"), (2 * 86400 - 1, "in 2 days"), (176400, "in 2 days"),
            (-3600, "1 hour late"), (-172800, "2 days late"),
        ] as [(Double, String)]
    )
    func `what is due is so far off, or so late`(seconds: Double, expected: String) {
        #expect(city.until(instant + seconds, now: instant) == expected)
    }

    @Test func `all of it is said in Spanish too`() {
        let city = LocalTime(zone: "America/New_York", language: "es")
        #expect(city.moment(instant) == "mar, 24 nov 2026, 3:05 p.m.")
        #expect(city.day(instant) == "mar, 24 nov")
        #expect(city.moment(instant, now: instant) == "Hoy, 3:05 p.m.")
        #expect(city.momentInSentence(instant - 57600, now: instant) == "ayer, 11:05 p.m.")
        #expect(city.ago(instant, now: instant + 3600) == "hace 1 hora")
        #expect(city.until(instant + 14 * 86400, now: instant) == "en 14 días")
        #expect(city.until(instant - 172800, now: instant) == "2 días de retraso")
        #expect(city.distance(5) == "menos de un minuto")
    }
}
