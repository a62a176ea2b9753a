import Boundaries
import ServiceRequests
import TestSupport
import Testing

@testable import dispatch311

@Suite struct SimulatorTests {
    @Test func `the same seed makes the same requests, another one others`() async throws {
        let snapshot = try await TinyCity.snapshot()
        func requests(_ seed: UInt64) -> [SimulatedRequest] {
            var simulator = Simulator(snapshot: snapshot, lots: [], mix: .nyc, seed: seed)
            return simulator.requests(50)
        }
        #expect(requests(1) == requests(1))
        #expect(requests(1) != requests(2))
    }

    @Test func `every made-up request lies in the city and asks for a service of it`() async throws {
        let snapshot = try await TinyCity.snapshot()
        var simulator = Simulator(snapshot: snapshot, lots: [], mix: .nyc, seed: 7)
        let requests = simulator.requests(200)
        #expect(requests.count == 200)
        for request in requests {
            #expect(snapshot.index.probe(request.coordinate).standing == .inside)
            #expect(snapshot.catalog.service(named: request.service) != nil)
        }
    }

    @Test func `a city's lots are where its requests are`() async throws {
        let lots = [try Place.west.coordinate, try Place.east.coordinate]
        var simulator = Simulator(snapshot: try await TinyCity.snapshot(), lots: lots, mix: .nyc, seed: 7)
        #expect(simulator.lotCount == 2)
        #expect(Set(simulator.requests(100).map(\.coordinate)) == Set(lots))
    }

    @Test func `the table of shares is read whole`() {
        #expect(SimulatedMix.nyc.shares.count > 50)
        #expect(SimulatedMix.nyc.shares.allSatisfy { $0.count > 0 })
        let mix = SimulatedMix("noise 10 park=2 loud:7 quiet:1\nbroken\n", areas: ["A": 1])
        #expect(
            mix.shares == [
                SimulatedMix.Share(
                    service: "noise",
                    count: 10,
                    kinds: [SimulatedMix.Choice(name: "park", count: 2)],
                    answers: [
                        SimulatedMix.Choice(name: "loud", count: 7), SimulatedMix.Choice(name: "quiet", count: 1),
                    ]
                )
            ]
        )
    }
}
