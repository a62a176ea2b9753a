import Boundaries
import ServiceRequests

/// Where made-up requests are: at lots in the city, or where it has none at points inside its neighborhoods.
///
/// What was measured in parks, airports and cemeteries is at points inside neighborhoods of that kind either way.
struct SimulatedPlaces {
    private struct Area {
        let id: String
        let kind: String
        let box: BoundingBox
    }

    private static let layer = "neighborhood"
    private static let home = "residential"
    /// A box's share of neighborhood is seldom below a tenth; more tries than this mean that something is wrong.
    private static let maximumTries = 1000

    /// How many of the lots are used: those in neighborhoods of homes.
    let lotCount: Int

    private let index: BoundaryIndex
    private let layer: String
    private let areas: [Area]
    private let boroughs: [SimulatedMix.Choice]
    private let lots: [Coordinate]
    /// The lots by the name of their borough in `boroughs`.
    private let lotsByBorough: [String: [Coordinate]]

    /// Finds out where the lots are; one outside the neighborhoods of homes is left out.
    init(index: BoundaryIndex, lots: [Coordinate], boroughs: [SimulatedMix.Choice]) {
        let source = index.layers.first { $0.id == Self.layer } ?? index.layers.first
        let layer = source?.id ?? Self.layer
        var used: [Coordinate] = []
        var byBorough: [String: [Coordinate]] = [:]
        for lot in lots {
            let probe = index.probe(lot)
            guard
                probe.standing == .inside,
                let boundary = probe.hits[layer]?.boundary,
                Self.kind(boundary.properties) == Self.home
            else { continue }
            used.append(lot)
            if let borough = boroughs.first(where: { boundary.id.hasPrefix($0.name) }) {
                byBorough[borough.name, default: []].append(lot)
            }
        }
        self.index = index
        self.layer = layer
        self.boroughs = boroughs
        self.lots = used
        lotsByBorough = byBorough
        lotCount = used.count
        areas = (source?.boundaries ?? []).compactMap { boundary in
            BoundingBox(boundary.polygons.flatMap(\.shell)).map {
                Area(id: boundary.id, kind: Self.kind(boundary.properties), box: $0)
            }
        }
    }

    /// A place for a request of this share; nil only where the city has no place to give.
    func place(for share: SimulatedMix.Share, using generator: inout SeededGenerator) -> Coordinate? {
        var kind = Self.home
        var ticket = Int.random(in: 0..<max(1, share.count), using: &generator)
        for choice in share.kinds {
            ticket -= choice.count
            if ticket < 0 {
                kind = choice.name
                break
            }
        }
        if kind != Self.home {
            let candidates = areas.filter { $0.kind == kind }
            if !candidates.isEmpty { return point(in: candidates, using: &generator) }
        }
        let borough = generator.pick(boroughs, count: \.count)?.name ?? ""
        guard lots.isEmpty else {
            return (lotsByBorough[borough] ?? lots).randomElement(using: &generator)
        }
        let homes = areas.filter { $0.kind == Self.home }
        let inside = homes.filter { $0.id.hasPrefix(borough) }
        return point(in: inside.isEmpty ? homes : inside, using: &generator)
    }

    private static func kind(_ properties: [String: String]) -> String { properties["kind"] ?? home }

    /// A point in one of the areas; in any of the city's where there is none.
    private func point(in candidates: [Area], using generator: inout SeededGenerator) -> Coordinate? {
        let candidates = candidates.isEmpty ? areas : candidates
        for _ in 0..<Self.maximumTries {
            guard let area = candidates.randomElement(using: &generator) else { return nil }
            if let coordinate = point(in: area, using: &generator) { return coordinate }
        }
        return nil
    }

    /// A point in the area's box that lies in the area too; rounded to about a metre, as apps send it.
    private func point(in area: Area, using generator: inout SeededGenerator) -> Coordinate? {
        for _ in 0..<50 {
            let latitude = Double.random(in: area.box.south...area.box.north, using: &generator)
            let longitude = Double.random(in: area.box.west...area.box.east, using: &generator)
            guard
                let coordinate = try? Coordinate(
                    latitude: (latitude * 1e5).rounded() / 1e5,
                    longitude: (longitude * 1e5).rounded() / 1e5
                )
            else { continue }
            let probe = index.probe(coordinate)
            if probe.standing == .inside, probe.hits[layer]?.boundary.id == area.id { return coordinate }
        }
        return nil
    }
}
