import Boundaries
import ServiceRequests
import Testing

@Suite struct SentenceTests {
    static let police = Route.Share(department: "police", queueLayer: "precinct")
    static let place = (40.005, -73.99)
    static let cat = Condition.attribute(code: "kind", keys: ["cat"])

    private func decision(_ routes: [Route], _ place: (Double, Double)?) throws -> (RoutingDecision, Catalog) {
        let assigner = try TinyCity.assigner(routes)
        let coordinate = try place.map { try TinyCity.at($0.0, $0.1) }
        return (try #require(assigner.decision(at: coordinate, ["kind": ["cat"]])), assigner.snapshot.catalog)
    }

    @Test(
        arguments: [
            (
                [Route(share: police)], place,
                "This goes to the Police Department, 1st Precinct, because the place lies in the 1st Precinct."
            ),
            (
                [Route(share: police, reason: "police look after noise.")], place,
                "This goes to the Police Department, 1st Precinct, because police look after noise."
            ),
            // The reason names the boundary already.
            (
                [
                    Route(
                        share: Route.Share(department: "parks", queueLayer: "district"),
                        reason: "the place is in North Park"
                    )
                ],
                (40.016, -73.99), "This goes to the Department of Parks because the place is in North Park."
            ),
            (
                [Route(share: Route.Share(department: "taxi"))], place,
                "This goes to the Taxi Commission, which handles reports of this kind."
            ),
            (
                [Route(share: Route.Share(department: "roads"))], nil,
                "This goes to Road Works, which handles reports of this kind."
            ),
            (
                [Route(condition: cat, share: Route.Share(department: "roads")), Route(share: police)], place,
                "This goes to Road Works because of your answers."
            ),
            (
                [
                    Route(condition: AssignerTests.inPark, share: police),
                    Route(share: Route.Share(department: "roads")),
                ], place,
                "This goes to Road Works, which handles reports of this kind here."
            ),
            (
                [
                    Route(condition: .all([cat, AssignerTests.inPark]), share: Route.Share(department: "roads")),
                    Route(share: police),
                ],
                (40.016, -73.99), "This goes to Road Works because the place lies in North Park."
            ),
            (
                [
                    Route(
                        share: police,
                        also: [
                            Route.Share(department: "parks", queueLayer: "district"), Route.Share(department: "roads"),
                        ]
                    )
                ],
                place,
                "This goes to the Police Department, 1st Precinct, because the place lies in the 1st Precinct. "
                    + "It also goes to the Department of Parks (Southside) and Road Works."
            ),
            (
                [Route(share: police)], (40.005, -73.98),
                "This goes to the Police Department, 2nd Precinct, because the place lies on the line between the 2nd Precinct "
                    + "and the 1st Precinct."
            ),
            (
                [Route(share: police)], (39.9997, -73.99),
                "This goes to the Police Department, 1st Precinct, because the place lies at the edge of the 1st Precinct."
            ),
            (
                [Route(share: police)], nil,
                "A person will decide who handles this, because the place is not yet a point on the map."
            ),
            (
                [Route(share: police)], (40.018, -73.97),
                "A person will decide who handles this, because our map shows no precinct for this place."
            ),
            ([Route(share: Route.Share(department: "triage"))], place, "A person will decide who handles this."),
            (
                [Route(share: Route.Share(department: "triage"), reason: "this is new")], place,
                "A person will decide who handles this, because this is new."
            ),
            (
                [Route(share: Route.Share(department: "gone"))], place,
                "This goes to gone, which handles reports of this kind."
            ),
        ] as [([Route], (Double, Double)?, String)]
    )
    func `a resident reads where it goes and why`(routes: [Route], place: (Double, Double)?, sentence: String) throws {
        let (decision, catalog) = try decision(routes, place)
        #expect(decision.sentence(catalog: catalog) == sentence)
    }

    @Test func `a decision of another catalog still has its sentence`() throws {
        let (decision, _) = try decision([Route(share: Self.police)], Self.place)
        let other = TinyCity.catalog([])
        #expect(decision.sentence(catalog: other).hasPrefix("This goes to the Police Department, 1st Precinct,"))
        #expect(decision.explanation(catalog: other).contains("Rule: 1"))
    }

    @Test(
        arguments: [
            // Its own rule had no condition; the one in the same place now has.
            (Route(share: Route.Share(department: "roads")), "which handles reports of this kind."),
            // Its own rule was that of the answers.
            (Route(condition: cat, share: Route.Share(department: "roads")), "which handles reports of this kind."),
            // What the decision itself has on record is told as it was: a reason, and the boundary of the queue.
            (Route(share: Route.Share(department: "roads"), reason: "roads are theirs"), "because roads are theirs."),
            (
                Route(share: Route.Share(department: "roads", queueLayer: "precinct")),
                "1st Precinct, because the place lies in the 1st Precinct."
            ),
        ]
    )
    func `no route of another version says why`(route: Route, why: String) throws {
        let (decision, _) = try decision([route, Route(share: Self.police)], Self.place)
        let south = Condition.boundary(layer: "district", ids: ["A"])
        let now = Route(condition: .all([Self.cat, south]), share: Self.police, reason: "police look after it now")
        let service = TinyCity.service("it", routes: [now, Route(share: Self.police)])
        let sentence = decision.sentence(catalog: TinyCity.catalog([service], version: "456789abcdef"))
        #expect(sentence.hasPrefix("This goes to Road Works") && sentence.hasSuffix(why), "\(sentence)")
    }

    @Test func `the explanation has it all`() throws {
        let routes = [
            Route(
                condition: .all([
                    AssignerTests.inPark, .not(.any([Self.cat, .boundary(layer: "precinct", ids: ["1", "2"])])),
                ]),
                share: Route.Share(department: "parks")
            ),
            Route(share: Self.police),
        ]
        let (decision, catalog) = try decision(routes, (40.011, -73.9805))
        #expect(
            decision.explanation(catalog: catalog) == [
                "This goes to the Police Department, 1st Precinct, because the place lies in the 1st Precinct.",
                "Service: it (it)",
                "Place: 40.011, -73.9805",
                "  city: Tinytown (C)",
                "  district: North Park (P), also in Southside (A)",
                "  precinct: 1st Precinct (1)",
                "Rule 1 of 2 does not apply: when the place lies in a district whose kind is park and it is not so that "
                    + "(the answer to kind is cat or the place lies in precinct 1 or 2)",
                "Rule 2 of 2 applies: always",
                "Queue: police/1 (Police Department), priority 2",
                "Runner-up: police/2, across the edge of precinct 2nd Precinct (2), 42.6 m away",
                "Versions: catalog 0123456789ab, precinct precinct-1",
            ]
        )
    }

    @Test func `the explanation says what could not be decided`() throws {
        let gap = try decision([Route(share: Self.police)], (40.018, -73.97))
        let lines = gap.0.explanation(catalog: gap.1)
        #expect(lines.contains("  precinct: no boundary here"))
        #expect(lines.contains("Rule 1 of 1 cannot be decided in a gap: always"))
        #expect(lines.contains("Runner-up: none, no edge within 100 m changes the decision"))
        let words = try decision([Route(share: Self.police)], nil)
        #expect(words.0.explanation(catalog: words.1).contains("Place: no point"))
        #expect(words.0.explanation(catalog: words.1).contains("Rule 1 of 1 cannot be decided without a point: always"))
        let taxi = try decision([Route(share: Route.Share(department: "taxi"))], Self.place)
        #expect(taxi.0.explanation(catalog: taxi.1).contains("Runner-up: none, the place does not matter"))
    }

    @Test func `the sentence takes its frame from the words that are passed in`() throws {
        let words = DecisionWords(language: "es", layers: LayerNames(try TinyCity.index(), own: "en")) { "\($0)" }
        func said(_ routes: [Route], _ place: (Double, Double)?) throws -> String {
            let (decision, catalog) = try decision(routes, place)
            return decision.sentence(catalog: catalog, language: "es", words: words)
        }
        #expect(
            try said([Route(share: Self.police)], Self.place)
                == #"goesBecause(who: "Police Department", boundary: Optional("1st Precinct"), "#
                + #"why: "within(boundary: \"1st Precinct\")")"#
        )
        #expect(try said([Route(share: Self.police)], nil) == #"triageBecause(why: "noPoint")"#)
        #expect(
            try said([Route(share: Self.police)], (40.018, -73.97))
                == #"triageBecause(why: "gap(layer: Optional(\"precinct\"))")"#
        )
        let parks = try #require(TinyCity.catalog([]).department("parks"))
        #expect(parks.ownerSentence("es", words: words) == #"owner(who: "Department of Parks")"#)
    }
}
