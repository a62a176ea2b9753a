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
            try await server.application.test(.live) { client in
                func visitor(_ host: String) -> Visitor {
                    Visitor(client: client, server: server, database: database, host: host)
                }
                let (tiny, harbor) = (visitor("tiny.example"), visitor("HARBOR.example:80"))
                // Services.
                let first = try await tiny.page("/")
                #expect(first.words.contains("Tiny City") && first.words.contains("Pothole"))
                #expect(!first.words.contains("Lamp out"))
                let second = try await harbor.page("/")
                #expect(second.words.contains("Harbor City") && second.words.contains("Lamp out"))
                #expect(!second.words.contains("Pothole"))
                #expect(try await harbor.page("/?q=pothole").words.contains("Nothing found"))
                // Places.
                #expect(
                    try await harbor.page("/report/where?lat=10.01&long=20.005").words
                        .contains("This place is not on the island.")
                )
                #expect(try await tiny.page("/report/where?q=north+quay").words.contains("No place found"))
                // Drafts.
                let lamp = ["service_code": "lamp", "lat": "50.005", "long": "5.01"]
                let draft = try await harbor.draft(lamp)
                #expect(try await harbor.page("/report/check?draft=\(draft)").status == 200)
                #expect(try await tiny.page("/report/check?draft=\(draft)").status == 404)
                #expect(try await tiny.post("/report/check", ["draft": draft]).status == 404)
                #expect(try await tiny.post("/report/details", lamp).status == 404)
                // Requests and their pages.
                let id = try await harbor.sent(draft)
                let hole = try await tiny.sent(try await tiny.draft())
                #expect(try await harbor.page("/r/\(id)").words.contains("Lamplighters"))
                #expect(try await tiny.page("/r/\(hole)").words.contains("Public Works"))
                for (id, host) in [(id, tiny), (hole, harbor)] {
                    let page = try await host.page("/r/\(id)")
                    #expect(!page.words.contains("Lamp out") && !page.words.contains("Pothole"))
                }
                // A host that is none of theirs.
                let nowhere = try await visitor("nowhere.example").page("/")
                #expect(nowhere.status == 404)
                #expect(nowhere.words.contains("harbor.example") && nowhere.words.contains("tiny.example"))
            }
        }
    }
}
