import Foundation
import HummingbirdTesting
import TestSupport
import Testing
import Web

@Suite struct FrontTests {
    @Test func `the first page lists every service by group, each leading to where`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/")
            #expect(page.status == 200)
            for text in [
                "Streets", "Order", "Pothole", "A person in need", "href=\"#group-street\"", "id=\"group-order\"",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            let services = page.links.filter { $0.hasPrefix("/report/where?service=") }
            #expect(Set(services).count == 5)
            for service in services { #expect(try await visitor.page(service).status == 200) }
        }
    }

    @Test(arguments: [
        ("asphalt", "1 service found", "pothole"), ("TREE fallen", "1 service found", "fallen-tree"),
        ("residential", "1 service found", "noise"), ("flooded elephant", "Nothing has all of these words", "flood"),
    ])
    func `a search says how many it found and links to them`(query: String, says: String, code: String) async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?q=\(query.replacing(" ", with: "+"))")
            #expect(page.text.contains(says))
            let search = query.replacing(" ", with: "%20")
            #expect(page.links.contains("/report/where?service=\(code)&search=\(search)"))
            #expect(page.text.contains("value=\"\(query)\""))
        }
    }

    @Test func `a search without a result gives a way on`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?q=xyzzy%3Cscript%3E")
            #expect(page.status == 200)
            #expect(page.text.contains("Nothing found for “xyzzy&lt;script&gt;”"))
            #expect(page.text.contains("report it anyway"))
            #expect(!page.text.contains("<script"))
            #expect(page.links.contains("/report/where"))
        }
    }

    @Test func `what staff put first and what people ask for most comes first, and no private service`() async throws {
        try await TinyServer.with(.live, change: { $0.demandInterval = .milliseconds(100) }) { visitor in
            for service in ["fallen-tree", "person-in-need", "person-in-need"] {
                var form = Visitor.pothole
                form["service_code"] = service
                _ = try await visitor.submitted(form)
            }
            // The pothole is pinned all year, flooded streets only in the winter.
            let isRanked = try await eventually {
                let needed = try await visitor.neededServices().filter { $0 != "flood" }
                return needed.prefix(2) == ["pothole", "fallen-tree"] && !needed.contains("person-in-need")
            }
            let needed = try await visitor.neededServices()
            #expect(isRanked, "\(needed)")
            #expect(try await visitor.page("/?lang=es").text.contains("Lo que más se reporta"))
        }
    }

    @Test func `a typing error is corrected and told`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/?q=asphlat")
            #expect(page.text.contains("1 service found for “asphalt”. You typed “asphlat”."))
            #expect(page.links.contains("/report/where?service=pothole&search=asphlat"))
        }
    }
}

extension Visitor {
    /// The services that the first page shows first, by code.
    fileprivate func neededServices() async throws -> [String] {
        let page = try await page("/").text
        guard let list = page.range(of: "id=\"needed\""),
            let end = page.range(of: "</ul>", range: list.upperBound..<page.endIndex)
        else { return [] }
        return page[list.upperBound..<end.lowerBound].split(separator: "service=").dropFirst().map { part in
            String(part.prefix { $0 != "\"" })
        }
    }
}
