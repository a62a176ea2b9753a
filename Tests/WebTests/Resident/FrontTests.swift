import Testing

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
            #expect(services.count == 5)
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
            #expect(page.links.contains("/report/where?service=\(code)"))
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
}
