import Boundaries
import ServiceRequests

/// Makes up service requests: kinds of problem in given shares, places at random inside real neighborhoods.
///
/// The same seed, mix and city give the same requests.
struct Simulator {
    private struct Area {
        let id: String
        let kind: String
        let box: BoundingBox
    }

    private static let layer = "neighborhood"
    private static let home = "residential"
    /// A box's share of neighborhood is seldom below a tenth; more tries than this mean that something is wrong.
    private static let maximumTries = 1000

    private let snapshot: RoutingSnapshot
    private let mix: SimulatedMix
    private let services: [SimulatedMix.Share]
    private let layer: String
    private let areas: [Area]
    private var generator: SeededGenerator

    /// Prepares for a city; one without the mix's services or without neighborhoods gets evenly spread requests.
    init(snapshot: RoutingSnapshot, mix: SimulatedMix, seed: UInt64) {
        self.snapshot = snapshot
        self.mix = mix
        generator = SeededGenerator(seed: seed)
        let known = mix.shares.filter { snapshot.catalog.service(named: $0.service) != nil }
        services =
            known.isEmpty
            ? snapshot.catalog.services.map { SimulatedMix.Share(service: $0.code, count: 1, kinds: [], answers: []) }
            : known
        let layers = snapshot.index.layers
        let source = layers.first { $0.id == Self.layer } ?? layers.first
        layer = source?.id ?? Self.layer
        areas = (source?.boundaries ?? []).compactMap { boundary in
            BoundingBox(boundary.polygons.flatMap(\.shell)).map {
                Area(id: boundary.id, kind: boundary.properties["kind"] ?? Self.home, box: $0)
            }
        }
    }

    /// Makes that many.
    mutating func requests(_ count: Int) -> [SimulatedRequest] {
        (1...max(1, count)).compactMap { request($0) }
    }

    private mutating func request(_ number: Int) -> SimulatedRequest? {
        guard let share = pick(services, count: \.count), let coordinate = place(for: share) else { return nil }
        let service = snapshot.catalog.service(named: share.service)
        let known = service?.attributes.first { $0.code == "descriptor" }?.values.map(\.key) ?? []
        let answer = pick(share.answers.filter { known.contains($0.name) }, count: \.count)
        return SimulatedRequest(number: number, service: share.service, answer: answer?.name, coordinate: coordinate)
    }

    private mutating func place(for share: SimulatedMix.Share) -> Coordinate? {
        var kind = Self.home
        var ticket = Int.random(in: 0..<max(1, share.count), using: &generator)
        for choice in share.kinds {
            ticket -= choice.count
            if ticket < 0 {
                kind = choice.name
                break
            }
        }
        var candidates = areas.filter { $0.kind == kind }
        if kind == Self.home, let borough = pick(mix.areas, count: \.count) {
            let inside = candidates.filter { $0.id.hasPrefix(borough.name) }
            if !inside.isEmpty { candidates = inside }
        }
        if candidates.isEmpty { candidates = areas }
        for _ in 0..<Self.maximumTries {
            guard let area = candidates.randomElement(using: &generator) else { return nil }
            if let coordinate = point(in: area) { return coordinate }
        }
        return nil
    }

    /// A point in the area's box that lies in the area too; rounded to about a metre, as apps send it.
    private mutating func point(in area: Area) -> Coordinate? {
        for _ in 0..<50 {
            let latitude = Double.random(in: area.box.south...area.box.north, using: &generator)
            let longitude = Double.random(in: area.box.west...area.box.east, using: &generator)
            guard
                let coordinate = try? Coordinate(
                    latitude: (latitude * 1e5).rounded() / 1e5,
                    longitude: (longitude * 1e5).rounded() / 1e5
                )
            else { continue }
            let probe = snapshot.index.probe(coordinate)
            if probe.standing == .inside, probe.hits[layer]?.boundary.id == area.id { return coordinate }
        }
        return nil
    }

    private mutating func pick<Element>(_ elements: [Element], count: (Element) -> Int) -> Element? {
        let total = elements.reduce(0) { $0 + count($1) }
        guard total > 0 else { return nil }
        var ticket = Int.random(in: 0..<total, using: &generator)
        for element in elements {
            ticket -= count(element)
            if ticket < 0 { return element }
        }
        return nil
    }
}
