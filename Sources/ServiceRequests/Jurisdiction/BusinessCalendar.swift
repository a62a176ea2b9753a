internal import Foundation

/// The hours and holidays that working targets are counted in.
///
/// Hours are local wall-clock time in the jurisdiction's zone, so a day on which the clocks change is an hour shorter
/// or longer only where it is open through the change.
public struct BusinessCalendar: Sendable, Hashable {
    /// The zone, as IANA names it.
    public let timeZone: String
    /// The open hours of each day of the week; a day that is missing is closed.
    public let open: [Weekday: Hours]
    /// Days that are closed whatever day of the week they are.
    public let holidays: Set<Day>

    /// The zone itself; Greenwich where the name is unknown, which `CatalogReader` refuses.
    let zone: TimeZone

    /// Creates a calendar; `CatalogReader` is where its parts are checked.
    ///
    /// With no open day at all, working targets are counted by the clock.
    public init(timeZone: String, open: [Weekday: Hours], holidays: Set<Day> = []) {
        self.timeZone = timeZone
        self.open = open
        self.holidays = holidays
        zone = TimeZone(identifier: timeZone) ?? .gmt
    }

    /// The open hours of a day, nil when it is closed.
    public func hours(on day: Day) -> Hours? {
        holidays.contains(day) ? nil : open[day.weekday]
    }
}
