import Boundaries
import Foundation
import ServiceRequests
import Testing

@Suite struct RoutingDecisionTests {
    static let places: [(Double, Double)?] = [
        (40.005, -73.99), (40.005, -73.9805), (40.011, -73.99), (40.018, -73.97), (40.00999, -73.9800001),
        (40.0202, -73.99), nil,
    ]

    private func decisions() throws -> [RoutingDecision] {
        let police = Route.Share(department: "police", queueLayer: "precinct")
        let routes = [
            AssignerTests.parkOrPolice,
            [
                Route(
                    share: police,
                    also: [Route.Share(department: "roads", queueLayer: "district")],
                    reason: "it is \"so\"\n\u{1}é"
                )
            ],
            [Route(share: Route.Share(department: "taxi"), priority: .low)],
        ]
        return try routes.flatMap { routes in
            let assigner = try TinyCity.assigner(routes)
            return try Self.places.map { place in
                try #require(assigner.decision(at: try place.map { try TinyCity.at($0.0, $0.1) }))
            }
        }
    }

    @Test func `the same draft gives the same bytes a thousand times`() throws {
        let routes = AssignerTests.parkOrPolice
        let place = try TinyCity.at(40.0095, -73.9805)
        let first = try #require(try TinyCity.assigner(routes).decision(at: place)).json
        // Dictionaries order their keys anew in every process and with every size; a fresh index and catalog each time
        // leaves no order to chance but the writer's.
        for round in 0..<1000 {
            let assigner = round % 100 == 0 ? try TinyCity.assigner(routes) : nil
            let decision = try #require(try (assigner ?? TinyCity.assigner(routes)).decision(at: place))
            #expect(decision.json == first)
        }
    }

    @Test func `a decision comes back from its JSON`() throws {
        for decision in try decisions() {
            let back = try RoutingDecision(json: decision.json)
            #expect(back.json == decision.json)
            #expect(back.legs == decision.legs)
            #expect(back.runnerUp == decision.runnerUp)
            #expect(back.layers == decision.layers)
            #expect(back.probe?.coordinate == decision.probe?.coordinate)
            #expect(back.reason == decision.reason)
            #expect(back.triage == decision.triage)
            if decision.probe?.hits.allSatisfy({ $0.snappedMetres == 0 }) != false { #expect(back == decision) }
        }
    }

    @Test func `JSON has sorted keys and Foundation reads it`() throws {
        for decision in try decisions() {
            let data = Data(decision.json.utf8)
            let object = try JSONSerialization.jsonObject(with: data)
            // Numbers apart, whose form is ours, sorted output of Foundation has the same keys in the same order.
            let sorted = try JSONSerialization.data(
                withJSONObject: object,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
            let keys = #/"([a-z_]+)":/#
            #expect(
                decision.json.matches(of: keys).map(\.1)
                    == String(decoding: sorted, as: UTF8.self).matches(of: keys).map(\.1)
            )
        }
    }

    @Test func `the JSON form is the one in the database`() throws {
        let assigner = try TinyCity.assigner(AssignerTests.parkOrPolice)
        let decision = try #require(assigner.decision(at: try TinyCity.at(40.011, -73.99)))
        #expect(
            decision.json == """
                {"catalog_version":"0123456789ab","layer_versions":{"district":"district-1"},"layers":["district"],\
                "legs":[{"boundary":{"id":"P","layer":"district"},"department":"parks","queue":"parks/P"}],"priority":2,\
                "probe":{"hits":{"city":{"boundary":{"id":"C","name":"Tinytown"}},\
                "district":{"boundary":{"id":"P","name":"North Park","properties":{"kind":"park"}},\
                "others":[{"id":"A","name":"Southside","properties":{"kind":"district"}}]},\
                "precinct":{"boundary":{"id":"1","name":"1st Precinct"}}},"lat":40.011,"long":-73.99},\
                "reason":{"en":"the place is in a park"},"rule":0,\
                "runner_up":{"boundary":{"id":"A","layer":"district","name":"Southside","properties":{"kind":"district"}},\
                "leg":{"boundary":{"id":"1","layer":"precinct"},"department":"police","queue":"police/1"},"metres":0.0},\
                "service_code":"it"}
                """
        )
    }

    @Test(arguments: [
        ("{", "routing decision: expected JSON, found something else"),
        ("{}", "routing decision: catalog_version: expected a value, found none"),
        (
            #"{"catalog_version":"a","legs":[],"priority":9,"rule":0,"service_code":"x"}"#,
            "routing decision: priority: expected 1, 2 or 3, found 9"
        ),
        (
            #"{"catalog_version":"a","legs":[],"priority":1,"rule":0,"service_code":"x","triage":"why"}"#,
            "routing decision: triage: expected a reason for triage, found “why”"
        ),
        (
            #"{"catalog_version":"a","legs":[],"priority":1,"rule":0,"service_code":"x","probe":{"hits":{},"lat":91,"long":0}}"#,
            "routing decision: probe: expected a latitude from -90 to 90, found 91.0"
        ),
        (
            #"{"catalog_version":"a","legs":[{"department":7}],"priority":1,"rule":0,"service_code":"x"}"#,
            "routing decision: legs.Index 0.department: expected String, found something else"
        ),
    ])
    func `JSON that is no decision is refused with the place`(json: String, message: String) {
        #expect(throws: CatalogError.self) { try RoutingDecision(json: json) }
        do {
            _ = try RoutingDecision(json: json)
        } catch {
            #expect(error.description == message)
        }
    }
}
