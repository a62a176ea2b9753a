import Boundaries
import ServiceRequests
import Store

/// The newest public requests of each city with their points, read at most once a minute: feed readers come often, and
/// many of them ask for different places.
actor PlaceNews {
    private struct Kept {
        let publication: Int
        let until: ContinuousClock.Instant
        let points: Task<[RecentPoint], any Error>
    }

    /// How many of the newest requests are looked through.
    private static let depth = 20_000
    private static let age: Duration = .seconds(60)

    private let age: Duration
    private var kept: [String: Kept] = [:]

    init(age: Duration = PlaceNews.age) { self.age = age }

    /// The newest, at most so many, whose point is in a boundary, of one service where it is named.
    func newest(_ limit: Int, in place: PlaceName, of serviceCode: String?, city: City) async throws -> [RecentPoint] {
        let index = city.snapshot.index
        let matching = try await points(of: city).lazy.filter { point in
            (serviceCode == nil || point.serviceCode == serviceCode)
                && index.probe(point.coordinate).hits[place.layer]?.boundary.id == place.boundary
        }
        return Array(matching.prefix(limit))
    }

    /// One look for all who ask meanwhile; one that failed is not kept.
    private func points(of city: City) async throws -> [RecentPoint] {
        let now = ContinuousClock.now
        if let kept = kept[city.code], kept.until > now, kept.publication == city.publication.number {
            return try await kept.points.value
        }
        let reader = city.reader
        let points = Task { try await reader.recentPoints(limit: Self.depth) as [RecentPoint] }
        kept[city.code] = Kept(publication: city.publication.number, until: now + age, points: points)
        do {
            return try await points.value
        } catch {
            kept[city.code] = nil
            throw error
        }
    }
}
