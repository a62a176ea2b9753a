import Boundaries
import ServiceRequests

/// Makes up service requests: kinds of problem in given shares, places at random among real ones.
///
/// The same seed, mix, lots and city give the same requests.
struct Simulator {
    /// How many of the lots requests may be at; 0 where they are at points inside neighborhoods instead.
    var lotCount: Int { places.lotCount }

    private let catalog: Catalog
    private let services: [SimulatedMix.Share]
    private let places: SimulatedPlaces
    private var generator: SeededGenerator

    /// Prepares for a city; one without the mix's services or without neighborhoods gets evenly spread requests.
    init(snapshot: RoutingSnapshot, lots: [Coordinate], mix: SimulatedMix, seed: UInt64) {
        catalog = snapshot.catalog
        generator = SeededGenerator(seed: seed)
        places = SimulatedPlaces(index: snapshot.index, lots: lots, boroughs: mix.areas)
        let known = mix.shares.filter { snapshot.catalog.service(named: $0.service) != nil }
        services =
            known.isEmpty
            ? snapshot.catalog.services.map { SimulatedMix.Share(service: $0.code, count: 1, kinds: [], answers: []) }
            : known
    }

    /// Makes that many.
    mutating func requests(_ count: Int) -> [SimulatedRequest] {
        (1...max(1, count)).compactMap { request($0) }
    }

    private mutating func request(_ number: Int) -> SimulatedRequest? {
        guard
            let share = generator.pick(services, count: \.count),
            let coordinate = places.place(for: share, using: &generator)
        else { return nil }
        let service = catalog.service(named: share.service)
        let known = service?.attributes.first { $0.code == "descriptor" }?.values.map(\.key) ?? []
        let answer = generator.pick(share.answers.filter { known.contains($0.name) }, count: \.count)
        return SimulatedRequest(number: number, service: share.service, answer: answer?.name, coordinate: coordinate)
    }
}
