/// The services in the order in which people need them, by place and season.
///
/// What was asked for in the last 90 days counts as much as what was asked for in the 30 days that come, a year ago, as
/// far as a year ago anything was counted; then the recent counts alone decide.
public struct ServiceRanking: Sendable {
    /// An area of which fewer service requests are known is ordered as the whole city: chance would order it.
    public static let leastInArea = 50

    private let city: [String: Double]
    private let areas: [String: [String: Double]]

    /// Weighs counts; without any, no service is needed more than another.
    public init(_ counts: [ServiceDemand] = []) {
        let hasSeason = counts.contains { $0.season > 0 }
        let scale = Double(ServiceDemand.recentDays) / Double(ServiceDemand.seasonDays)
        var city: [String: Double] = [:]
        var areas: [String: [String: Double]] = [:]
        var known: [String: Int] = [:]
        for count in counts {
            let weight = hasSeason ? (Double(count.recent) + Double(count.season) * scale) / 2 : Double(count.recent)
            guard weight > 0 else { continue }
            city[count.serviceCode, default: 0] += weight
            areas[count.area, default: [:]][count.serviceCode, default: 0] += weight
            known[count.area, default: 0] += count.recent + count.season
        }
        self.city = city
        self.areas = areas.filter { known[$0.key, default: 0] >= Self.leastInArea }
    }

    /// The services that are asked for, most needed first; those that are needed alike in the order they are given in.
    ///
    /// With an area of which enough is known it is the order there, and services that nobody there asked for follow in the
    /// city's. Services that nobody asked for at all are left out.
    public func needed(of services: [Catalog.Service], in area: String? = nil) -> [Catalog.Service] {
        let here = area.flatMap { areas[$0] } ?? [:]
        let weighed = services.enumerated().compactMap { index, service -> Weighed? in
            let (there, all) = (here[service.code] ?? 0, city[service.code] ?? 0)
            return all > 0 ? Weighed(service: service, here: there, city: all, index: index) : nil
        }
        return weighed.sorted().map(\.service)
    }

    private struct Weighed: Comparable {
        let service: Catalog.Service
        let here: Double
        let city: Double
        let index: Int

        static func < (one: Weighed, other: Weighed) -> Bool {
            if one.here != other.here { return one.here > other.here }
            if one.city != other.city { return one.city > other.city }
            return one.index < other.index
        }

        static func == (one: Weighed, other: Weighed) -> Bool { one.index == other.index }
    }
}
