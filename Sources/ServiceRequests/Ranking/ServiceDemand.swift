/// How often a service was asked for in an area.
public struct ServiceDemand: Sendable, Hashable {
    /// The service's code.
    public let serviceCode: String
    /// A layer and a boundary's id in it, `layer/id`; empty for places in none.
    public let area: String
    /// Service requests of the last `recentDays` days.
    public let recent: Int
    /// Service requests of the `seasonDays` days that followed this day a year ago: what the season brings next.
    public let season: Int

    /// How far back what counts as recent goes, in days, today among them.
    public static let recentDays = 90
    /// How far last year's season is looked ahead into, in days.
    public static let seasonDays = 30
    /// How many days a year has, for finding the same day of the last one: whole weeks, so that weekends match.
    public static let yearDays = 364

    /// Names what was counted.
    public init(serviceCode: String, area: String, recent: Int, season: Int) {
        self.serviceCode = serviceCode
        self.area = area
        self.recent = recent
        self.season = season
    }
}
