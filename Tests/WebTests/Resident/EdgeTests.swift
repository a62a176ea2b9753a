import Foundation
import Postgres
import TestSupport
import Testing
import Web

@Suite struct EdgeTests {
    /// Eleven metres from the park.
    private static let near = ["service_code": "pothole", "lat": "10.01", "long": "20.0099"]

    private static func row(_ visitor: Visitor) async throws -> String? {
        try await visitor.database.pool.first(
            """
            SELECT concat_ws(' ', r.edge_answer, r.department, r.longitude > 20.01, e.detail ->> 'accuracy_metres',
                             round((e.detail -> 'runner_up' ->> 'metres')::numeric))
              FROM service_request r JOIN event e USING (jurisdiction, number) WHERE e.kind = 'submitted'
            """
        ) { row throws(PostgresError) in try row.decode(String.self) }
    }

    @Test(
        arguments: [
            ("20.0097", nil, false), ("20.0097", "20", false), ("20.0097", "40", true), ("20.0099", nil, true),
            ("20.0099", "1", true), ("20.01", nil, true), ("20.005", "100", false), ("20.0097", "nonsense", false),
        ] as [(String, String?, Bool)]
    )
    func `near an edge that changes the decision it is asked on which side the problem is`(
        longitude: String,
        accuracy: String?,
        isAsked: Bool
    ) async throws {
        try await TinyServer.with { visitor in
            var form = Self.near.merging(["long": longitude]) { $1 }
            form["accuracy"] = accuracy
            let draft = try await visitor.draft(form)
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check[header: "Location"] == (isAsked ? "/report/edge?draft=\(draft)" : nil))
            let edge = try await visitor.page("/report/edge?draft=\(draft)")
            #expect(edge.status == (isAsked ? 200 : 303))
        }
    }

    @Test(arguments: [
        ("here", "here works f 11", "goes to Public Works"),
        ("beyond", "beyond parks t 1", "goes to Parks"),
        ("unsure", "unsure works f 12.0 11", "goes to Public Works"),
    ])
    func `what is answered is on record, and who would get it otherwise is told`(
        answer: String,
        record: String,
        sentence: String
    ) async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft(Self.near)
            let page = try await visitor.page("/report/edge?draft=\(draft)")
            for words in [
                "On which side is the problem?", "Your pin is 11 metres from Central Park.",
                "Where the pin is, in the First Precinct", "Beyond the line, in Central Park",
                "another department: Parks instead of Public Works", "I am not sure",
            ] {
                #expect(page.words.contains(words), "\(words)")
            }
            let wrong = try await visitor.arrive("/report/edge", page.hiddenFields.merging(["side": "nowhere"]) { $1 })
            #expect(wrong.text.contains("<title>Error: On which side") && wrong.links.contains("#side"))
            let said = try await visitor.post("/report/edge", page.hiddenFields.merging(["side": answer]) { $1 })
            #expect(said[header: "Location"] == "/report/check?draft=\(draft)")
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.status == 200)
            #expect(check.words.contains(sentence), "\(check.words)")
            #expect(check.words.contains("Parks") && check.words.contains("Public Works"))
            _ = try await visitor.sent(draft)
            #expect(try await Self.row(visitor) == record)
            // Once sent there is nothing to ask.
            #expect(try await visitor.page("/report/edge?draft=\(draft)")[header: "Location"]?.hasPrefix("/r/") == true)
        }
    }

    /// The tiny city with another borough's line 55 metres from the pin, on which deep potholes turn, and a park at 33
    /// metres, on which all others do.
    private static func twoEdges() throws -> CopiedCities {
        let cities = try CopiedCities()
        let street = "tiny/services/street.yml"
        let deep =
            "      - when: {attribute: depth, is: [deep]}\n        department: police\n        queue_by: borough\n"
        try cities.replace("is: [deep]", with: "is: [shallow]", in: street)
        try cities.replace(
            "      - when: {layer: precinct, property",
            with: deep + "      - when: {layer: precinct, property",
            in: street
        )
        try cities.replace("20.02", with: "20.0102", in: "tiny/borough.geojson", of: "GeoData")
        return cities
    }

    @Test(arguments: ["unsure", "here"])
    func `what was answered of one edge says nothing of another that the decision turns on later`(
        side: String
    )
        async throws
    {
        let cities = try Self.twoEdges()
        try await TinyServer.with(change: cities.use) { visitor in
            let draft = try await visitor.draft(Self.near.merging(["long": "20.0097", "accuracy": "40"]) { $1 })
            let check = "/report/check?draft=\(draft)"
            #expect(try await visitor.page(check).location == "/report/edge?draft=\(draft)")
            #expect(try await visitor.post("/report/edge", ["draft": draft, "side": side]).location == check)
            #expect(try await visitor.page(check).words.contains("Side of the line"))
            let details = try await visitor.page("/report/details?draft=\(draft)&change=1")
            #expect(details.hiddenFields["edge"] == "\(side) precinct")
            let deep = details.hiddenFields.merging(["attribute[depth]": "deep"]) { $1 }
            #expect(try await visitor.post("/report/details", deep).location == check)
            // Farther than the point is known: nothing to ask, and nothing was answered.
            let page = try await visitor.page(check)
            #expect(page.status == 200 && !page.words.contains("Side of the line"), "\(page.location ?? "")")
            #expect(page.words.contains("metres to East"))
            _ = try await visitor.sent(draft)
            #expect(try await Self.row(visitor) == "police f 40.0 55")
        }
    }

    @Test func `another place is asked anew, other answers are not, and a change of language keeps what is chosen`()
        async throws
    {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft(Self.near)
            _ = try await visitor.post("/report/edge", ["draft": draft, "side": "here"])
            let details = try await visitor.page("/report/details?draft=\(draft)&change=1")
            #expect(details.hiddenFields["edge"] == "here precinct")
            _ = try await visitor.post("/report/details", details.hiddenFields.merging(["description": "Deep."]) { $1 })
            #expect(try await visitor.page("/report/check?draft=\(draft)").status == 200)
            _ = try await visitor.post("/report/where", ["draft": draft, "lat": "10.011", "long": "20.0099"])
            #expect(try await visitor.page("/report/check?draft=\(draft)").status == 303)
            let switched = try await visitor.post("/report/edge", ["draft": draft, "side": "unsure", "lang": "es"])
            #expect(switched[header: "Location"] == "/report/edge?draft=\(draft)&lang=es&side=unsure")
            let page = try await visitor.page("/report/edge?draft=\(draft)&lang=es&side=unsure")
            #expect(page.words.contains("¿De qué lado está el problema?") && page.text.contains("checked"))
            #expect(try await visitor.page("/report/edge").status == 404)
            #expect(try await visitor.post("/report/edge", ["side": "here"]).status == 404)
        }
    }
}
