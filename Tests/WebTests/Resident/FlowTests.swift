import Testing

@Suite struct FlowTests {
    /// From the first page to the status by nothing but links and forms, as a browser without cookies and script goes.
    @Test func `a report by links and forms alone`() async throws {
        try await TinyServer.with { visitor in
            let front = try await visitor.page("/")
            let start = try #require(front.links.first { $0 == "/report/where" })
            let place = try await visitor.page(start)
            // A click far out comes closer, then a click is the place.
            var form = place.hiddenFields
            form["point.x"] = "100"
            form["point.y"] = "140"
            let closer = try #require(
                try await visitor.page("/report/where?\(Visitor.encoded(form))")[header: "Location"]
            )
            form = try await visitor.page(closer.withoutFragment).hiddenFields
            form["point.x"] = "0"
            form["point.y"] = "0"
            let chosen = try #require(
                try await visitor.page("/report/where?\(Visitor.encoded(form))")[header: "Location"]
            )
            let confirm = try await visitor.page(chosen)
            #expect(confirm.words.contains("Is this the place?"))
            form = confirm.hiddenFields
            form["near"] = "The well"
            let what = try await visitor.page("/report/what?\(Visitor.encoded(form))")
            let link = try #require(what.links.first { $0.contains("service=flood") })
            let details = try await visitor.page(link)
            #expect(details.hiddenFields["address_string"] == "The well")
            form = details.hiddenFields
            form["description"] = "Up to the knee."
            let posted = try await visitor.post("/report/details", form)
            #expect(posted.status == 303)
            let you = try await visitor.page(try #require(posted[header: "Location"]))
            let told = try await visitor.post("/report/you", you.hiddenFields)
            let check = try await visitor.page(try #require(told[header: "Location"]))
            #expect(check.words.contains("Up to the knee.") && check.words.contains("This goes to Public Works"))
            let sent = try await visitor.post("/report/check", check.hiddenFields)
            #expect(sent.status == 303)
            let status = try await visitor.page(try #require(sent[header: "Location"]))
            #expect(status.words.contains("Your report was sent") && status.words.contains("Flooded street"))
            for answer in [front, place, confirm, what, details, posted, you, told, check, sent, status] {
                #expect(answer[header: "Set-Cookie"] == nil)
                // Every script is a file of ours, and what a page could do without.
                let scripts = answer.text.replacing(
                    #/<script type="module" src="\/assets\/[^"]+\.js"><\/script>/#,
                    with: ""
                )
                #expect(!scripts.contains("<script"))
            }
        }
    }

    @Test func `every page says one thing in one heading and has a title of its own`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await visitor.draft()
            let pages = [
                try await visitor.page("/"), try await visitor.page("/?q=tree"),
                try await visitor.page("/report/where"),
                try await visitor.page("/report/where?lat=10.01&long=20.005"),
                try await visitor.page("/report/where?lat=11&long=21"),
                try await visitor.page("/report/what?lat=10.01&long=20.005"),
                try await visitor.page("/report/details?service=noise&lat=10.01&long=20.005"),
                try await visitor.arrive(
                    "/report/details",
                    ["service_code": "noise", "lat": "10.01", "long": "20.005"]
                ),
                try await visitor.page("/report/check?draft=\(draft)"), try await visitor.page("/report/check"),
                try await visitor.page("/follow"), try await visitor.page("/r/nonsense"),
                try await visitor.page("/r/\(try await visitor.sent(draft))?new=1"),
            ]
            var titles: Set<String> = []
            for page in pages {
                #expect(page.text.matches(of: #/<h1[ >]/#).count == 1)
                let title = try #require(page.text.firstMatch(of: #/<title>([^<]*)</#)?.1)
                #expect(titles.insert(String(title)).inserted, "\(title)")
                // Whatever a link or a label leads to within the page is there, once.
                let ids = page.text.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
                #expect(Set(ids).count == ids.count)
                for match in page.text.matches(of: #/(?:href="#|for=")([^"]+)"/#) {
                    #expect(ids.contains(String(match.1)), "\(match.1)")
                }
            }
        }
    }
}

extension String {
    fileprivate var withoutFragment: String { String(prefix { $0 != "#" }) }
}
