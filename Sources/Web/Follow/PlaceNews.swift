import Boundaries
import ServiceRequests
import Store

/// The newest public requests of each city by the places they lie in, read at most once a minute: feed readers come often,
/// and many of them ask for different places.
actor PlaceNews {
    private struct Kept {
        let publication: Int
        let until: ContinuousClock.Instant
        let places: Task<[PlaceName: [RecentPoint]], any Error>
    }

    /// How many of the newest requests are looked through.
    private static let depth = 20_000
    private static let age: Duration = .seconds(60)

    private let age: Duration
    private var kept: [String: Kept] = [:]

    init(age: Duration = PlaceNews.age) { self.age = age }

    /// The newest, at most so many, whose point is in a boundary, of one service where it is named.
    func newest(_ limit: Int, in place: PlaceName, of serviceCode: String?, city: City) async throws -> [RecentPoint] {
        let here = try await places(of: city)[place] ?? []
        return Array(here.lazy.filter { serviceCode == nil || $0.serviceCode == serviceCode }.prefix(limit))
    }

    /// One look for all who ask meanwhile; one that failed is not kept.
    private func places(of city: City) async throws -> [PlaceName: [RecentPoint]] {
        let now = ContinuousClock.now
        if let kept = kept[city.code], kept.until > now, kept.publication == city.publication.number {
            return try await kept.places.value
        }
        let (reader, index) = (city.reader, city.snapshot.index)
        let places = Task {
            let points = try await reader.recentPoints(limit: Self.depth)
            // So many probes are long work.
            return await OwnThread.run { () throws(Never) in Self.sorted(points, by: index) }
        }
        kept[city.code] = Kept(publication: city.publication.number, until: now + age, places: places)
        do {
            return try await places.value
        } catch {
            kept[city.code] = nil
            throw error
        }
    }

    /// The requests of each place, in their order; each is in one place of every layer.
    private static func sorted(_ points: [RecentPoint], by index: BoundaryIndex) -> [PlaceName: [RecentPoint]] {
        var places: [PlaceName: [RecentPoint]] = [:]
        for point in points {
            for place in index.places(at: point.coordinate) { places[place, default: []].append(point) }
        }
        return places
    }
}
