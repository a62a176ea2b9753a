import HummingbirdTesting
import ServiceRequests
import TestSupport
import Testing
import Web

@Suite struct TwoCitiesTests {
    @Test func `two cities share nothing but the process`() async throws {
        let folders = try TwoCities()
        let (catalog, geodata) = (folders.catalogFolder, folders.geodataFolder)
        try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.catalogFolder = catalog
            configuration.geodataFolder = geodata
            let server = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
            try await server.application.test(.ahc(.http)) { client in
                let visitor = Visitor(client: client, server: server, database: database)
                let (tiny, harbor) = (["Host": "tiny.example"], ["Host": "HARBOR.example:80"])
                // Services.
                let first = try await visitor.page("/", headers: tiny)
                #expect(first.words.contains("Tiny City") && first.words.contains("Pothole"))
                #expect(!first.words.contains("Lamp out"))
                let second = try await visitor.page("/", headers: harbor)
                #expect(second.words.contains("Harbor City") && second.words.contains("Lamp out"))
                #expect(!second.words.contains("Pothole"))
                #expect(try await visitor.page("/?q=pothole", headers: harbor).words.contains("Nothing found"))
                // Places.
                #expect(
                    try await visitor.page("/report?lat=10.01&long=20.005", headers: harbor).words
                        .contains("This place is not on the island.")
                )
                #expect(try await visitor.page("/report?q=north+quay", headers: tiny).words.contains("No place found"))
                // Drafts.
                let lamp = ["service_code": "lamp", "lat": "50.005", "long": "5.01"]
                let draft = try await visitor.draft(lamp, headers: harbor)
                #expect(try await visitor.page("/report/check?draft=\(draft)", headers: harbor).status == 200)
                #expect(try await visitor.page("/report/check?draft=\(draft)", headers: tiny).status == 404)
                #expect(try await visitor.post("/report/check", ["draft": draft], headers: tiny).status == 404)
                #expect(try await visitor.post("/report/details", lamp, headers: tiny).status == 404)
                // Requests and their pages.
                let id = try await visitor.sent(draft, headers: harbor)
                let hole = try await visitor.sent(
                    try await visitor.draft(Visitor.pothole, headers: tiny),
                    headers: tiny
                )
                #expect(try await visitor.page("/r/\(id)", headers: harbor).words.contains("Lamplighters"))
                #expect(try await visitor.page("/r/\(hole)", headers: tiny).words.contains("Public Works"))
                for (id, host) in [(id, tiny), (hole, harbor)] {
                    let page = try await visitor.page("/r/\(id)", headers: host)
                    #expect(!page.words.contains("Lamp out") && !page.words.contains("Pothole"))
                }
                // A host that is none of theirs.
                let nowhere = try await visitor.page("/", headers: ["Host": "nowhere.example"])
                #expect(nowhere.status == 404)
                #expect(nowhere.words.contains("harbor.example") && nowhere.words.contains("tiny.example"))
            }
        }
    }
}
