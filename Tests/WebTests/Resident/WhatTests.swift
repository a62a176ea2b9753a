import Testing

@Suite struct WhatTests {
    @Test func `what is served at the place is listed by group, private services too`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/what?lat=10.01&long=20.005&near=the+well")
            #expect(page.status == 200)
            #expect(page.words.contains("In First Precinct, West"))
            let expected = "/report/details?service=person-in-need&lat=10.01&long=20.005&near=the%20well"
            #expect(page.links.contains(expected))
            #expect(Set(page.links.filter { $0.hasPrefix("/report/details?") }).count == 5)
            #expect(!page.words.contains("A person decides who handles these here"))
            let search = try await visitor.page("/report/what?lat=10.01&long=20.005&q=asphalt")
            #expect(
                search.links.filter { $0.hasPrefix("/report/details?") }
                    == ["/report/details?service=pothole&lat=10.01&long=20.005&search=asphalt"]
            )
        }
    }

    @Test func `a service chosen before is not asked again where it is served`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/what?service=pothole&lat=10.01&long=20.005")
            #expect(page.status == 303)
            #expect(page[header: "Location"] == "/report/details?service=pothole&lat=10.01&long=20.005")
        }
    }

    @Test func `in a gap a person decides, and nothing is refused`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/what?service=noise&lat=10.01&long=20.025")
            #expect(page.status == 200)
            #expect(page.words.contains("Our map does not tell who handles this here"))
            #expect(page.words.contains("A person decides who handles these here"))
            #expect(page.links.contains("/report/details?service=noise&lat=10.01&long=20.025"))
            let draft = try await visitor.draft([
                "service_code": "noise", "lat": "10.01", "long": "20.025", "attribute[since]": "Monday",
            ])
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.words.contains("A person will decide who handles this, because our map shows no precinct"))
            let id = try await visitor.sent(draft)
            #expect(try await visitor.page("/r/\(id)?new=1").words.contains("will decide who handles it"))
        }
    }

    @Test func `without a place it asks where, and a place in words has every service`() async throws {
        try await TinyServer.with { visitor in
            let none = try await visitor.page("/report/what?service=pothole")
            #expect(none[header: "Location"] == "/report/where?service=pothole")
            let words = try await visitor.page("/report/what?place=words")
            #expect(words.links.contains("/report/details?service=pothole&place=words"))
            #expect(words.words.contains("describe the place in words"))
            let gone = try await visitor.page("/report/what?service=nothing&lat=10.01&long=20.005")
            #expect(gone.status == 200)
            #expect(gone.words.contains("The service you chose is not in the list any more"))
        }
    }
}
