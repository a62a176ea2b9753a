import Foundation
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// The catalog and places read and explained on staff's pages.
@Suite struct CatalogPagesTests {
    @Test func `the overview says what is in force, by whom, and finds services`() async throws {
        try await TinyServer.with { visitor in
            let lead = try await Browser(visitor, person: .lead)
            let page = try await lead.get("/dispatch/catalog")
            #expect(page.words.contains("by serve") && page.words.contains("The first start."))
            #expect(page.words.contains("5 services, 1 entry done elsewhere, 4 departments, 4 files"))
            #expect(!page.text.contains("/dispatch/catalog/edit"))
            #expect(MarkupCheck.faults(of: page) == [])
            let found = try await lead.get("/dispatch/catalog?q=asphalt")
            #expect(found.words.contains("1 entry found") && !found.text.contains("services/noise\""))
            let service = try await lead.get("/dispatch/catalog/services/pothole")
            #expect(
                service.words.contains("When the place lies in a precinct whose kind is park → Parks, a queue for each")
            )
            #expect(service.words.contains("5 working days") && service.words.contains("Bache"))
            #expect(try await lead.get("/dispatch/catalog/services/nothing").status == 404)
            let file = try await lead.get("/dispatch/catalog/files/services/street.yml")
            #expect(file.text.contains(##"<li id="L3"><code>  - code: pothole</code></li>"##))
            let version = try visitor.city.publication.catalog
            #expect(try await lead.get("/dispatch/catalog/files/jurisdiction.yml?version=\(version)").status == 200)
            #expect(try await lead.get("/dispatch/catalog/files/jurisdiction.yml?version=0").status == 404)
            #expect(try await lead.get("/dispatch/catalog/files/services/..%2F..%2Fx.yml").status == 404)
            #expect(try await lead.get("/dispatch/boundaries").words.contains("Precinct precinct 3"))
            #expect(try await lead.get("/dispatch/boundaries/layers/precinct").words.contains("Central Park kind park"))
        }
    }

    /// Every rule of potholes at four places: what it comes to.
    @Test(
        arguments: [
            (Place.park, "", ["Decides", "Not reached", "Not reached"]),
            (.west, "", ["Does not apply", "Does not apply", "Decides"]),
            (.west, "&attribute%5Bdepth%5D=deep", ["Does not apply", "Decides", "Not reached"]),
            (.gap, "", ["Cannot be decided here", "Not reached", "Not reached"]),
        ]
    )
    func `a place is explained rule by rule`(place: Place, answers: String, outcomes: [String]) async throws {
        try await TinyServer.with { visitor in
            let lead = try await Browser(visitor, person: .lead)
            let (latitude, longitude) = place.degrees
            let page = try await lead.get(
                "/dispatch/explain?lat=\(latitude)&long=\(longitude)&service=pothole\(answers)"
            )
            #expect(page.status == 200)
            let told = page.text.matches(of: /<span class="tag (?:good|warn|)">([A-Z][a-z ]+)<\/span>\n<ul>/).map {
                String($0.output.1)
            }
            #expect(told == outcomes, "\(page.words)")
            #expect(MarkupCheck.faults(of: page) == [])
        }
    }

    @Test func `a place is found by name or position, and a fault is told beside the field`() async throws {
        try await TinyServer.with { visitor in
            let lead = try await Browser(visitor, person: .lead)
            #expect(try await lead.page("/dispatch/explain?place=central+park").contains("Central Park (2)"))
            let outside = try await lead.page("/dispatch/explain?place=10.01,19.9991&service=pothole")
            #expect(outside.contains("Call Landia at 555-0100."))
            for path in ["place=nowhere", "lat=10.01", "lat=x&long=y"] {
                let answer = try await lead.get("/dispatch/explain?\(path)")
                #expect(answer.status == 422 && answer.text.contains(#"id="place-error""#), "\(path)")
            }
            let gone = try await lead.get("/dispatch/explain?lat=10.01&long=20.005&service=gone")
            #expect(gone.status == 422 && gone.text.contains("<title>Error: Explain a place"))
            #expect(gone.text.contains(##"<li><a href="#service">There is no service gone in the catalog any more."##))
            #expect(gone.text.contains(#"aria-describedby="service-error" aria-invalid="true""#))
            #expect(gone.text.contains("What lies there"))
            let edge = try await lead.get("/dispatch/explain?lat=10.01&long=20.00995&service=pothole")
            // 0.00005° of longitude at 10° north.
            #expect(edge.words.contains("First Precinct (1) 5.5 m") && edge.words.contains("Runner-up: parks/2"))
        }
    }

    @Test func `a request's page leads to its place explained with today's catalog`() async throws {
        try await TinyServer.with { visitor in
            let form = Visitor.pothole.merging(["attribute[depth]": "deep"]) { _, new in new }
            let id = try await visitor.submitted(form)
            let lead = try await Browser(visitor, person: .lead)
            let page = try await lead.get("/dispatch/requests/\(id)")
            let link = try #require(page.links.first { $0.hasPrefix("/dispatch/explain") })
            let explained = try await lead.get(link)
            #expect(explained.words.contains("Public Works, queue works/W"))
            #expect(explained.words.contains("the answer to depth is deep? yes"))
        }
    }

    @Test func `the lines that differ are found, and only those`() {
        let old = (1...30).map { "line \($0)" }
        var new = old
        new[9] = "another"
        new.remove(at: 20)
        let diff = LineDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\n") + "\n")
        #expect(diff.added == 1 && diff.removed == 2)
        #expect(diff.hunks.count == 2)
        #expect(diff.hunks[0].filter { $0.tone != "same" }.map(\.text) == ["line 10", "another"])
        #expect(diff.hunks[1].filter { $0.tone == "gone" }.map(\.before) == [21])
        #expect(LineDiff(from: "a\n", to: "a\n").hunks.isEmpty)
        #expect(LineDiff(from: "", to: "a\nb\n").added == 2)
    }
}
