import ServiceRequests
import Testing

@Suite struct ServiceRankingTests {
    private static let services = ["snow", "noise", "hole", "leaf"].map { TinyCity.service($0, routes: []) }

    private static func order(_ counts: [ServiceDemand], in area: String? = nil) -> String {
        ServiceRanking(counts).needed(of: services, in: area).map(\.code).joined(separator: " ")
    }

    private static func demand(_ code: String, _ area: String, _ recent: Int, _ season: Int = 0) -> ServiceDemand {
        ServiceDemand(serviceCode: code, area: area, recent: recent, season: season)
    }

    @Test func `without counts nothing is needed more than anything else`() {
        #expect(Self.order([]) == "")
        #expect(Self.order([Self.demand("snow", "1", 0)]) == "")
    }

    @Test func `the city's order is that of its counts, and what nobody asked for is left out`() {
        let counts = [
            Self.demand("noise", "1", 40), Self.demand("hole", "1", 70), Self.demand("noise", "2", 50),
            Self.demand("unknown", "2", 900),
        ]
        #expect(Self.order(counts) == "noise hole")
        // An area nobody knows is the city.
        #expect(Self.order(counts, in: "9") == "noise hole")
    }

    @Test func `an area has its own order, and the city's behind it`() {
        let counts = [
            Self.demand("noise", "1", 400), Self.demand("hole", "2", 60), Self.demand("leaf", "2", 90),
            Self.demand("noise", "2", 10),
        ]
        #expect(Self.order(counts) == "noise leaf hole")
        #expect(Self.order(counts, in: "2") == "leaf hole noise")
        #expect(Self.order(counts, in: "1") == "noise leaf hole")
    }

    @Test(arguments: [(49, "noise hole"), (50, "hole noise")])
    func `an area of which little is known is ordered as the city`(known: Int, order: String) {
        let counts = [Self.demand("noise", "1", 400), Self.demand("hole", "2", known)]
        #expect(Self.order(counts, in: "2") == order)
    }

    @Test func `what last year brought in the days that come counts as much as what was asked for lately`() {
        // 30 days of 40 are as much as 90 days of 120: as many as the holes.
        let counts = [Self.demand("hole", "1", 121), Self.demand("noise", "1", 60), Self.demand("snow", "1", 0, 40)]
        #expect(Self.order(counts) == "hole snow noise")
        #expect(Self.order([Self.demand("hole", "1", 119), Self.demand("snow", "1", 0, 40)]) == "snow hole")
    }

    @Test func `what is needed alike stays in the order it is given in`() {
        let counts = ["leaf", "hole", "noise", "snow"].map { Self.demand($0, "1", 5) }
        #expect(Self.order(counts) == "snow noise hole leaf")
    }
}
