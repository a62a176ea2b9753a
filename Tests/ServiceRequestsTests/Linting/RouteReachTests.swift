import Boundaries
import ServiceRequests
import Testing

@Suite struct RouteReachTests {
    static let park = AssignerTests.inPark
    static let district = Condition.property(layer: "district", name: "kind", values: ["district"])
    static let cat = Condition.attribute(code: "kind", keys: ["cat"])
    static let dog = Condition.attribute(code: "kind", keys: ["dog"])

    @Test(
        arguments: [
            ([park, park], 1, 0), ([.layer("district"), park], 1, 0),
            // A park is boundary P, whatever it is called by.
            ([.boundary(layer: "district", ids: ["P"]), park], 1, 0),
            ([park, .boundary(layer: "district", ids: ["P"])], 1, 0),
            ([.boundary(layer: "precinct", ids: ["1", "2"]), .layer("precinct")], 1, 0),
            ([.attribute(code: "kind", keys: ["cat", "dog"]), cat], 1, 0), ([.any([cat, park]), park], 1, 0),
            ([cat, .all([cat, park])], 1, 0), ([.not(cat), .all([dog, park])], 1, 0),
            ([park, cat, .all([park, dog])], 2, 0),
            // Two together leave nothing: every boundary of the layer, an answer and its opposite.
            ([park, district, .layer("district")], 2, nil), ([cat, .not(cat), dog], 2, 1),
            ([.all([cat, park]), .all([.not(cat), park]), park], 2, nil),
            // Several answers at once: both days are needed.
            (
                [
                    .attribute(code: "days", keys: ["mon"]),
                    .all([.attribute(code: "days", keys: ["mon"]), .attribute(code: "days", keys: ["tue"])]),
                ], 1, 0
            ),
        ] as [([Condition], Int, Int?)]
    )
    func `a route that can never win is an error`(conditions: [Condition], shadowed: Int, culprit: Int?) {
        let blame =
            culprit.map { "one that routes[\($0)] always comes before" }
            ?? "one that the routes before it leave nothing"
        #expect(
            CatalogLintTests().issues(conditions: conditions) == [
                "services: error: services[it].routes[\(shadowed)]: expected a route that can win, found \(blame)"
            ]
        )
    }

    @Test(
        arguments: [
            [.all([cat, dog])], [.all([park, district])], [.all([park, .not(.layer("district"))])],
            [.boundary(layer: "precinct", ids: ["1"]), .all([cat, .not(cat)])],
        ] as [[Condition]]
    )
    func `a condition that contradicts itself is an error`(conditions: [Condition]) {
        let place = "services: error: services[it].routes[\(conditions.count - 1)]"
        #expect(
            CatalogLintTests().issues(conditions: conditions) == [
                "\(place): expected a route that can win, found one whose condition never holds"
            ]
        )
    }

    @Test(
        arguments: [
            [park, district], [.boundary(layer: "precinct", ids: ["1"]), .layer("precinct")], [cat, dog],
            [park, .layer("district")],
            [.all([cat, park]), park, cat], [cat, .not(dog)],
            // Two layers, and questions, are independent as far as the lint knows.
            [.boundary(layer: "precinct", ids: ["1"]), .all([park, .boundary(layer: "precinct", ids: ["2"])])],
            [.layer("precinct"), .layer("district"), .layer("city")],
            // Several answers at once.
            [.all([.attribute(code: "days", keys: ["mon"]), .attribute(code: "days", keys: ["tue"])])],
        ] as [[Condition]]
    )
    func `a route that can win is none`(conditions: [Condition]) {
        #expect(CatalogLintTests().issues(conditions: conditions).isEmpty)
    }

    @Test func `a last route that nothing is left to is only warned of`() {
        let place = "services: warning: services[it].routes"
        #expect(
            CatalogLintTests().issues(conditions: [Self.park, Self.district], .warning) == [
                "\(place)[2]: expected a route that can win, found one that the routes before it leave nothing"
            ]
        )
        #expect(
            CatalogLintTests().issues(conditions: [.any([Self.cat, .not(Self.cat)])], .warning) == [
                "\(place)[1]: expected a route that can win, found one that routes[0] always comes before"
            ]
        )
        #expect(CatalogLintTests().issues(conditions: [.layer("district")], .warning).isEmpty)
    }

    @Test func `what the lint calls unreachable no place and answer reaches`() throws {
        // Random routes over few atoms, tried at every kind of place with every answer.
        var random = SplitMix(seed: 311)
        let atoms: [Condition] = [
            Self.park, Self.district, Self.cat, Self.dog, .layer("precinct"), .boundary(layer: "precinct", ids: ["1"]),
        ]
        let places = [(40.005, -73.99), (40.005, -73.97), (40.016, -73.99), (40.014, -73.97), (40.018, -73.97)]
        let index = try TinyCity.index()
        var unreachable = 0
        for _ in 0..<200 {
            let conditions = (0..<3).map { _ in Self.condition(from: atoms, using: &random, depth: 2) }
            let routes =
                conditions.map { Route(condition: $0, share: Route.Share(department: "parks")) } + [
                    Route(share: Route.Share(department: "roads"))
                ]
            let service = TinyCity.service(
                "it",
                attributes: [CatalogLintTests.kind, CatalogLintTests.days],
                routes: routes
            )
            let catalog = TinyCity.catalog([service, CatalogLintTests.usesAll])
            let paths = Set(CatalogLint.issues(in: catalog, layers: TinyCity.layers()).map(\.path))
            let assigner = Assigner(snapshot: RoutingSnapshot(catalog: catalog, index: index))
            var won: Set<Int> = []
            for place in places {
                for answer in [[:], ["kind": ["cat"]], ["kind": ["dog"]], ["kind": ["cow"]]] {
                    let decision = try #require(assigner.decision(at: try TinyCity.at(place.0, place.1), answer))
                    if decision.triage == nil { won.insert(decision.rule) }
                }
            }
            for rule in 0..<4 where paths.contains("services[it].routes[\(rule)]") {
                #expect(!won.contains(rule), "\(conditions)")
                unreachable += 1
            }
        }
        #expect(unreachable > 20)
    }

    private static func condition(from atoms: [Condition], using random: inout SplitMix, depth: Int) -> Condition {
        let choice = depth == 0 ? 0 : Int.random(in: 0..<5, using: &random)
        func next(_ random: inout SplitMix) -> Condition { condition(from: atoms, using: &random, depth: depth - 1) }
        return switch choice {
        case 1: .all([next(&random), next(&random)])
        case 2: .any([next(&random), next(&random)])
        case 3: .not(next(&random))
        default: atoms[Int.random(in: 0..<atoms.count, using: &random)]
        }
    }

    /// A small generator with a seed, so that a failure comes again.
    struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
