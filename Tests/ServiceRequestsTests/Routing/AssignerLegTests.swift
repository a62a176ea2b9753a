import Boundaries
import ServiceRequests
import Testing

@Suite struct AssignerLegTests {
    /// "it" splits police by precinct; "other" splits parks by district, roads by both, taxi by nothing.
    private func assigner() throws -> Assigner {
        let services = [
            TinyCity.service("it", routes: [Route(share: Route.Share(department: "police", queueLayer: "precinct"))]),
            TinyCity.service(
                "other",
                routes: [
                    Route(
                        share: Route.Share(department: "parks", queueLayer: "district"),
                        also: [Route.Share(department: "roads", queueLayer: "district")]
                    )
                ]
            ),
            TinyCity.service(
                "third",
                routes: [
                    Route(
                        share: Route.Share(department: "roads", queueLayer: "precinct"),
                        also: [Route.Share(department: "taxi")]
                    )
                ]
            ),
        ]
        return Assigner(snapshot: RoutingSnapshot(catalog: TinyCity.catalog(services), index: try TinyCity.index()))
    }

    @Test(arguments: [
        // By the layer of the service's own routes.
        ("police", "it", 40.005, "police/1"), ("roads", "other", 40.005, "roads/A"),
        ("roads", "third", 40.005, "roads/1"),
        // By the one layer the catalog uses for the department.
        ("parks", "it", 40.005, "parks/A"), ("police", "other", 40.005, "police/1"),
        ("parks", "gone", 40.005, "parks/A"),
        // Two layers elsewhere and none here; no layer at all.
        ("roads", "it", 40.005, "roads"), ("taxi", "it", 40.005, "taxi"), ("taxi", "third", 40.005, "taxi"),
        ("triage", "it", 40.005, "triage"),
        // No boundary of the layer at the place.
        ("police", "it", 41, "police"),
    ])
    func `a department has a queue for every place and service`(
        department: String,
        service: String,
        latitude: Double,
        queue: String
    ) throws {
        let place = try TinyCity.at(latitude, -73.99)
        #expect(try assigner().leg(for: department, service: service, coordinate: place)?.queue == queue)
    }

    @Test func `a place that is words waits in the single queue`() throws {
        #expect(try assigner().leg(for: "police", service: "it", coordinate: nil)?.queue == "police")
    }

    @Test func `a department that is none has no queue`() throws {
        #expect(try assigner().leg(for: "nobody", service: "it", coordinate: try TinyCity.at(40.005, -73.99)) == nil)
    }

    @Test(arguments: [
        ("police", "This is with the Police Department now."), ("roads", "This is with Road Works now."),
        ("triage", "A person will decide who handles this."),
    ])
    func `a new owner is told in a sentence`(code: String, sentence: String) throws {
        #expect(try #require(TinyCity.catalog([]).department(code)).ownerSentence() == sentence)
    }
}
