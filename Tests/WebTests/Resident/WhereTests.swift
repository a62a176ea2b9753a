import Testing

@Suite struct WhereTests {
    @Test func `the page offers a search, a map and words, and keeps the service in each`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/where?service=pothole")
            #expect(page.status == 200)
            #expect(page.words.contains("Where is the problem?") && page.words.contains("Pothole"))
            #expect(page.text.contains("<input type=\"image\" class=\"map-narrow\" name=\"point\" width=\"288\""))
            #expect(page.text.contains("name=\"step\" value=\"closer\""))
            #expect(page.links.contains("/report/details?service=pothole&place=words"))
            #expect(page.text.matches(of: #/name="service" value="pothole"/#).count == 2)
        }
    }

    @Test func `a place by name leads to the map around it, coordinates to the place itself`() async throws {
        try await TinyServer.with { visitor in
            let found = try await visitor.page("/report/where?service=noise&q=central+park")
            #expect(found.words.contains("1 place found for “central park”"))
            let address = try #require(found.links.first { $0.contains("centre=") })
            #expect(address.hasPrefix("/report/where?service=noise&centre=") && address.hasSuffix("#map"))
            let map = try await visitor.page(String(address.dropLast(4)))
            #expect(map.words.contains("The cross in the middle is in Central Park, West."))
            let nothing = try await visitor.page("/report/where?q=atlantis")
            #expect(nothing.words.contains("No place found for “atlantis”"))
            for typed in ["10.01%2C+20.005", "20.005+10.01", "10.01%C2%B0N+20.005%C2%B0E"] {
                let answer = try await visitor.page("/report/where?service=noise&q=\(typed)")
                #expect(answer.status == 303)
                #expect(answer[header: "Location"] == "/report/where?service=noise&lat=10.01&long=20.005")
            }
        }
    }

    @Test func `the map moves by its buttons, and a click far out comes closer`() async throws {
        try await TinyServer.with { visitor in
            let start = try await visitor.page("/report/where?service=pothole")
            let fields = start.hiddenFields
            let (centre, zoom) = (try #require(fields["centre"]), try #require(fields["zoom"].flatMap { Int($0) }))
            let closer = try await visitor.page("/report/where?centre=\(centre)&zoom=\(zoom)&step=closer")
            #expect(closer.hiddenFields["zoom"] == String(zoom + 1))
            let east = try await visitor.page("/report/where?centre=\(centre)&zoom=\(zoom + 1)&step=east")
            #expect(east.hiddenFields["centre"] != centre)
            let click = try await visitor.page(
                "/report/where?service=pothole&centre=\(centre)&zoom=\(zoom)&point.x=10&point.y=150"
            )
            #expect(click.status == 303)
            let location = try #require(click[header: "Location"])
            #expect(location.hasPrefix("/report/where?service=pothole&centre=10."))
            #expect(location.contains("zoom=\(zoom + 3)"))
        }
    }

    @Test func `a click near enough is the place, a key press the cross, the button the cross at any zoom`()
        async throws
    {
        try await TinyServer.with { visitor in
            let base = "/report/where?service=pothole&centre=10.01,20.005&zoom=17"
            for (rest, expected) in [
                ("&point.x=0&point.y=0", "lat=10.01&long=20.005"), ("&use=cross", "lat=10.01&long=20.005"),
                ("&point-wide.x=304&point-wide.y=216", "lat=10.01&long=20.005"),
            ] {
                let answer = try await visitor.page(base + rest)
                #expect(answer.status == 303)
                #expect(answer[header: "Location"]?.contains(expected) == true, "\(rest)")
            }
            let far = try await visitor.page("/report/where?centre=10.01,20.02&zoom=13&use=cross")
            #expect(far[header: "Location"]?.contains("lat=10.01&long=20.02") == true)
        }
    }

    @Test func `a chosen point is confirmed in words, with a map and what is near`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/where?service=pothole&lat=10.01&long=20.015")
            #expect(page.status == 200)
            #expect(page.words.contains("In Central Park, West"))
            #expect(page.text.contains("<img src=\"/map.svg?") && page.text.contains("name=\"near\""))
            #expect(page.text.contains("method=\"post\" action=\"/report/where\">"))
            var form = page.hiddenFields
            #expect(form == ["service": "pothole", "lat": "10.01", "long": "20.015"])
            form["near"] = "The well"
            let on = try await visitor.post("/report/where", form)
            #expect(on.status == 303)
            #expect(on[header: "Location"] == "/report/what?service=pothole&lat=10.01&long=20.015&near=The%20well")
            let picture = try #require(page.text.firstMatch(of: #/src="(\/map[^"]*)"/#)?.1)
            #expect(try await visitor.get(String(picture).replacing("&amp;", with: "&")).status == 200)
        }
    }

    @Test(arguments: [
        ("10.01", "19.9991", "Call Landia at 555-0100."), ("11", "21", "Call your own town."),
    ])
    func `a place outside says whom to call, with a way back`(lat: String, long: String, call: String) async throws {
        try await TinyServer.with { visitor in
            for path in ["/report/where", "/report/what", "/report/details"] {
                let page = try await visitor.page("\(path)?service=pothole&lat=\(lat)&long=\(long)")
                #expect(page.status == 200)
                #expect(page.words.contains("This place is outside Tiny City") && page.words.contains(call))
                #expect(page.links.contains("/report/where?service=pothole"))
            }
        }
    }

    @Test func `both pages are Spanish throughout, and a change of language keeps the pin and what is typed`()
        async throws
    {
        try await TinyServer.with { visitor in
            let start = try await visitor.page("/report/where?service=pothole&lang=es&centre=10.01,20.015&zoom=17")
            for words in [
                "¿Dónde está el problema?", "Señale el lugar.", "La cruz del centro está en Central Park, West.",
            ] {
                #expect(start.words.contains(words))
            }
            #expect(
                start.text.contains("alt=\"Mapa: elegir el lugar de la cruz. La cruz") && !start.words.contains("Move ")
            )
            #expect(start.links.contains("/report/where?service=pothole&centre=10.01%2C20.015&zoom=17&lang=en"))
            let address = "/report/where?service=pothole&lat=10.01&long=20.015&lang=es"
            let page = try await visitor.page(address)
            #expect(page.words.contains("¿Es este el lugar?") && page.words.contains("En Central Park, West"))
            #expect(page.text.contains("method=\"post\" action=\"/report/where?lang=es\">"))
            let picture = try #require(page.text.firstMatch(of: #/src="(\/map[^"]*)"/#)?.1)
            let svg = try await visitor.get(String(picture).replacing("&amp;", with: "&"))
            #expect(svg.text.contains("Hay un marcador en 10.01, 20.015."))
            var form = page.hiddenFields
            form["near"] = "El pozo"
            let on = try await visitor.post("/report/where?lang=es", form)
            let next = "/report/what?service=pothole&lat=10.01&long=20.015&near=El%20pozo&lang=es"
            #expect(on[header: "Location"] == next)
            form["lang"] = "en"
            let switched = try await visitor.post("/report/where?lang=es", form)
            #expect(
                switched[header: "Location"]
                    == "/report/where?service=pothole&lat=10.01&long=20.015&near=El%20pozo&lang=en"
            )
            let outside = try await visitor.page("/report/where?lat=10.01&long=19.9991&lang=es")
            #expect(outside.words.contains("Este lugar está fuera de Ciudad Pequeña"))
            #expect(outside.words.contains("El lugar queda más allá de la frontera de Landia."))
        }
    }

    @Test func `the way back leads to what was found before`() async throws {
        try await TinyServer.with { visitor in
            func link(_ page: Answer, _ start: String) throws -> String {
                let link = try #require(page.links.first { $0.hasPrefix(start) }, "\(page.links)")
                return String(link.prefix { $0 != "#" })
            }
            // By a service that was searched for, and a place that was.
            let front = try await visitor.page("/?q=hole+deep&lang=es")
            let whereTo = try await visitor.page(try link(front, "/report/where?service=pothole"))
            #expect(whereTo.links.contains("/?q=hole%20deep&lang=es"))
            let found = try await visitor.page("/report/where?service=pothole&search=hole&q=central")
            let around = try await visitor.page(try link(found, "/report/where?service=pothole&search=hole&centre="))
            #expect(around.text.contains("name=\"q\" value=\"central\"") && around.words.contains("1 place found"))
            #expect(around.links.contains("/?q=hole"))
            let address = "/report/where?service=pothole&search=hole&centre=10.01,20.015&zoom=17&q=central"
            let pick = try await visitor.page("\(address)&use=cross")
            let confirm = try await visitor.page(try #require(pick.location))
            #expect(try link(confirm, "/report/where?service=pothole&search=hole&centre=").hasSuffix("&q=central"))
            let on = try await visitor.post("/report/where", confirm.hiddenFields)
            let details = try await visitor.page(try #require(on.location))
            #expect(details.location?.contains("search=hole") == true)
        }
    }

    @Test func `among the services of a place the way back leads to what was found`() async throws {
        try await TinyServer.with { visitor in
            let what = try await visitor.page("/report/what?lat=10.01&long=20.005&q=hole")
            let details = try #require(what.links.first { $0.hasPrefix("/report/details?service=pothole") })
            let page = try await visitor.page(details)
            #expect(page.links.contains("/report/what?lat=10.01&long=20.005&q=hole"))
            let plain = try await visitor.page("/report/details?service=pothole&lat=10.01&long=20.005")
            #expect(plain.links.contains("/report/what?lat=10.01&long=20.005"))
        }
    }

    @Test(arguments: ["lat=ten&long=20", "lat=10.01", "lat=1e999&long=0", "centre=x&zoom=y", "point.x=1&point.y=q"])
    func `what makes no sense in an address asks again`(query: String) async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/where?\(query)")
            #expect(page.status == 200)
            #expect(page.words.contains("Where is the problem?"))
        }
    }
}
