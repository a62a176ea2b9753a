import Boundaries
import ServiceRequests
import Testing

@Suite struct AssignerTests {
    static let inPark = Condition.property(layer: "district", name: "kind", values: ["park"])
    static let parkOrPolice = [
        Route(
            condition: inPark,
            share: Route.Share(department: "parks", queueLayer: "district"),
            reason: "the place is in a park"
        ),
        Route(share: Route.Share(department: "police", queueLayer: "precinct")),
    ]

    @Test(arguments: [
        (40.005, -73.99, "police/1", 1), (40.005, -73.97, "police/2", 1), (40.016, -73.99, "parks/P", 0),
        // The smaller of two that hold the point.
        (40.011, -73.99, "parks/P", 0),
        // In no precinct, but the park's queue needs none.
        (40.018, -73.97, "parks/P", 0),
    ])
    func `the first route whose condition holds wins`(
        latitude: Double,
        longitude: Double,
        queue: String,
        rule: Int
    ) throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        let decision = try #require(assigner.decision(at: try TinyCity.at(latitude, longitude)))
        #expect(decision.queue == queue)
        #expect(decision.rule == rule)
        #expect(decision.triage == nil)
        #expect(decision.isAmbiguous == (latitude == 40.011))
        #expect(decision.catalogVersion == "0123456789ab")
    }

    @Test func `a gap in the queue's layer is triage's`() throws {
        let assigner = try TinyCity.assigner([
            Route(share: Route.Share(department: "police", queueLayer: "precinct"), priority: .urgent)
        ])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.018, -73.97)))
        #expect(decision.triage == .gap)
        #expect(decision.legs == [RoutingDecision.Leg(department: "triage")])
        #expect(decision.priority == .urgent)
        #expect(decision.layers == ["precinct"])
        #expect(decision.layerVersions == ["precinct": "precinct-1"])
    }

    /// The place is in a gap of `precinct`; "1" is a boundary of it.
    @Test(arguments: [
        // Unknown in front of a route that needs nothing: not swallowed.
        (Condition.boundary(layer: "precinct", ids: ["1"]), nil as String?),
        (.not(.boundary(layer: "precinct", ids: ["1"])), nil),
        (.all([.boundary(layer: "precinct", ids: ["1"]), inPark]), nil),
        (.any([.boundary(layer: "precinct", ids: ["1"]), .layer("nothing")]), nil),
        // One false settles `all`, one true settles `any`, whatever is unknown.
        (.all([.boundary(layer: "precinct", ids: ["1"]), .not(inPark)]), "roads"),
        (.any([.boundary(layer: "precinct", ids: ["1"]), inPark]), "taxi"),
        // Whether the point lies in any boundary of the layer is known: it does not.
        (.layer("precinct"), "roads"),
        (.not(.layer("precinct")), "taxi"),
        (.all([.layer("precinct"), .boundary(layer: "precinct", ids: ["1"])]), "roads"),
        // The answers settle it before the gap matters.
        (.all([.boundary(layer: "precinct", ids: ["1"]), .attribute(code: "kind", keys: ["dog"])]), "roads"),
        (.any([.boundary(layer: "precinct", ids: ["1"]), .attribute(code: "kind", keys: ["cat"])]), "taxi"),
    ])
    func `a gap is triage's just when the outcome depends on it`(condition: Condition, department: String?) throws {
        let assigner = try TinyCity.assigner([
            Route(condition: condition, share: Route.Share(department: "taxi")),
            Route(share: Route.Share(department: "roads")),
        ])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.018, -73.97), ["kind": ["cat"]]))
        #expect(decision.department == department ?? "triage")
        #expect(decision.triage == (department == nil ? .gap : nil))
    }

    @Test func `a request nobody could place waits in the most urgent lane that may be right`() throws {
        let unknown = Condition.boundary(layer: "precinct", ids: ["1"])
        let assigner = try TinyCity.assigner([
            Route(condition: unknown, share: Route.Share(department: "taxi"), priority: .low),
            Route(condition: .layer("precinct"), share: Route.Share(department: "taxi"), priority: .urgent),
            Route(condition: Self.inPark, share: Route.Share(department: "parks"), priority: .normal),
            Route(share: Route.Share(department: "roads"), priority: .urgent),
        ])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.018, -73.97)))
        // The second route is out, the third certain: what follows it does not count.
        #expect(decision.priority == .normal)
    }

    @Test func `without a point only a service no layer matters to is routed`() throws {
        let taxi = try TinyCity.assigner([Route(share: Route.Share(department: "taxi"))])
        let routed = try #require(taxi.decision(at: nil))
        #expect(routed.department == "taxi")
        #expect(routed.probe == nil)
        #expect(routed.layers.isEmpty)
        let police = try #require(try TinyCity.assigner(Self.parkOrPolice).decision(at: nil))
        #expect(police.triage == .noPoint)
        #expect(police.department == "triage")
        let anywhere = try TinyCity.assigner([
            Route(condition: .not(.layer("precinct")), share: Route.Share(department: "roads")),
            Route(share: Route.Share(department: "taxi")),
        ])
        #expect(try #require(anywhere.decision(at: nil)).triage == .noPoint)
    }

    @Test func `without a point the answers may still settle it`() throws {
        let assigner = try TinyCity.assigner([
            Route(condition: .attribute(code: "kind", keys: ["cab"]), share: Route.Share(department: "taxi")),
            Route(share: Route.Share(department: "police", queueLayer: "precinct")),
        ])
        #expect(try #require(assigner.decision(at: nil, ["kind": ["cab"]])).department == "taxi")
        #expect(try #require(assigner.decision(at: nil, ["kind": ["car"]])).triage == .noPoint)
    }

    @Test func `a place outside is told whom to call`() throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        let far = ServiceRequest.Draft(serviceCode: "it", location: .point(try TinyCity.at(41, -74)))
        guard case .outside(let area) = assigner.assign(far) else {
            Issue.record("expected outside")
            return
        }
        #expect(area.call == "Call your own town.")
        #expect(area.stretch == nil)
        // Some 43 m east of the edge that is a land border with 10 m.
        let beyond = ServiceRequest.Draft(serviceCode: "it", location: .point(try TinyCity.at(40.005, -73.9595)))
        guard case .outside(let neighbour) = assigner.assign(beyond) else {
            Issue.record("expected outside")
            return
        }
        #expect(neighbour.call == "Call Easton.")
        #expect(neighbour.stretch == "Easton line")
        #expect(try #require(neighbour.metres) > 40)
    }

    @Test(arguments: [(-73.902, true), (-73.9, false), (-73.5, false)])
    func `a place beyond a border is the neighbour's for five kilometres`(longitude: Double, isNeighbours: Bool) throws
    {
        let point = ServiceRequest.Location.point(try TinyCity.at(40.005, longitude))
        let assignment = try TinyCity.assigner(Self.parkOrPolice).assign(.init(serviceCode: "it", location: point))
        guard case .outside(let area) = assignment else {
            Issue.record("expected outside, found \(assignment)")
            return
        }
        #expect(area.call == (isNeighbours ? "Call Easton." : "Call your own town."))
        #expect(area.stretch == (isNeighbours ? "Easton line" : nil))
        #expect(area.metres != nil)
    }

    @Test func `an unknown service is told the nearest code`() throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        let point = ServiceRequest.Location.point(try TinyCity.at(40.005, -73.99))
        #expect(assigner.assign(.init(serviceCode: "itt", location: point)) == .unknownService("itt", suggestion: "it"))
        #expect(
            assigner.assign(.init(serviceCode: "pothole", location: point))
                == .unknownService("pothole", suggestion: nil)
        )
    }

    @Test func `further legs follow, and the same queue twice is one`() throws {
        let police = Route.Share(department: "police", queueLayer: "precinct")
        let assigner = try TinyCity.assigner([
            Route(
                share: police,
                also: [
                    Route.Share(department: "roads"), police, Route.Share(department: "parks", queueLayer: "district"),
                ]
            )
        ])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.005, -73.97)))
        #expect(decision.legs.map(\.queue) == ["police/2", "roads", "parks/A"])
        #expect(decision.layers == ["district", "precinct"])
        // A gap under one of them is a gap for the whole.
        let gap = try #require(assigner.decision(at: try TinyCity.at(40.018, -73.97)))
        #expect(gap.triage == .gap)
        #expect(gap.legs.map(\.queue) == ["triage"])
    }

    @Test(
        arguments: [
            // 42.6 m west of the precincts' border; 66 m away along the same line; 128 m is beyond the reach.
            (40.005, -73.9805, "police/2", "2", 42.6), (40.005, -73.9792, "police/1", "1", 68.1),
            (40.005, -73.9815, nil, "", 0),
            // 55.6 m south of the park, which decides by condition rather than by queue.
            (40.0095, -73.99, "parks/P", "P", 55.6),
            // Both edges near: the nearer one is told.
            (40.0097, -73.9805, "parks/P", "P", 33.4),
            // In the overlap the other boundary is at no distance.
            (40.011, -73.99, "police/1", "A", 0),
        ] as [(Double, Double, String?, String, Double)]
    )
    func `the runner-up is across the nearest edge that changes the legs`(
        latitude: Double,
        longitude: Double,
        queue: String?,
        boundary: String,
        metres: Double
    ) throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        let decision = try #require(assigner.decision(at: try TinyCity.at(latitude, longitude)))
        #expect(decision.runnerUp?.leg.queue == queue)
        guard let runnerUp = decision.runnerUp else { return }
        #expect(runnerUp.boundary.id == boundary)
        #expect(abs(runnerUp.metres - metres) <= 0.5)
    }

    @Test(
        arguments: [
            // 55.6 m from the edge that matters.
            (nil, 55.6, false), (0, 55.6, false), (55, 55.6, false), (60, 55.6, true), (5000, 55.6, true),
        ] as [(Double?, Double, Bool)]
    )
    func `a point known to so many metres is in doubt where an edge that matters is nearer`(
        accuracy: Double?,
        metres: Double,
        isInDoubt: Bool
    ) throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        let place = try TinyCity.at(40.0095, -73.99)
        let decision = try #require(assigner.decision(at: place, accuracyMetres: accuracy))
        #expect(abs((decision.runnerUp?.metres ?? 0) - metres) <= 0.5)
        #expect(decision.isInDoubt == isInDoubt)
        #expect(try RoutingDecision(json: decision.json).isInDoubt == isInDoubt)
    }

    @Test func `the less well a point is known, the farther an edge that matters is looked for`() throws {
        let assigner = try TinyCity.assigner(Self.parkOrPolice)
        // Half a kilometre south of the park, and as far from the other precinct.
        let place = try TinyCity.at(40.0055, -73.986)
        #expect(assigner.decision(at: place)?.runnerUp == nil)
        #expect(assigner.decision(at: place, accuracyMetres: 50)?.runnerUp == nil)
        let decision = try #require(assigner.decision(at: place, accuracyMetres: 800))
        #expect(decision.isInDoubt)
        #expect(decision.runnerUp.map { (400...600).contains($0.metres) } == true)
    }

    @Test func `an edge that changes nothing is no runner-up`() throws {
        let assigner = try TinyCity.assigner([
            Route(condition: .boundary(layer: "precinct", ids: ["1", "2"]), share: Route.Share(department: "police")),
            Route(share: Route.Share(department: "roads")),
        ])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.005, -73.9801)))
        #expect(decision.layers == ["precinct"])
        #expect(decision.runnerUp == nil)
    }

    @Test func `a gap's runner-up is the nearest boundary that would decide it`() throws {
        let assigner = try TinyCity.assigner([Route(share: Route.Share(department: "police", queueLayer: "precinct"))])
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.0155, -73.97)))
        #expect(decision.triage == .gap)
        #expect(decision.runnerUp?.leg.queue == "police/2")
        #expect(abs((decision.runnerUp?.metres ?? 0) - 55.6) < 0.5)
    }

    @Test func `layers the answers make irrelevant are not among the deciding ones`() throws {
        let assigner = try TinyCity.assigner([
            Route(
                condition: .all([Self.inPark, .attribute(code: "kind", keys: ["tree"])]),
                share: Route.Share(department: "parks")
            ),
            Route(share: Route.Share(department: "roads")),
        ])
        let place = try TinyCity.at(40.011, -73.99)
        #expect(try #require(assigner.decision(at: place, ["kind": ["tree"]])).layers == ["district"])
        let other = try #require(assigner.decision(at: place))
        #expect(other.layers.isEmpty)
        #expect(!other.isAmbiguous)
        #expect(other.layerVersions.isEmpty)
    }
}
