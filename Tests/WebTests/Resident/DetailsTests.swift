import Postgres
import TestSupport
import Testing
import Web

@Suite struct DetailsTests {
    static func harbor(_ configuration: inout WebConfiguration) {
        configuration.catalogFolder = HarborCity.catalogFolder
        configuration.geodataFolder = HarborCity.geodataFolder
    }

    private static let spill = ["service_code": "spill", "lat": "50.005", "long": "5.01", "shown": ""]

    @Test func `every kind of question has its field, with its help, and what is optional says so`() async throws {
        try await TinyServer.with(change: Self.harbor) { visitor in
            let page = try await visitor.page("/report/details?service=spill&lat=50.005&long=5.01")
            #expect(page.status == 200)
            for text in [
                #"<input type="radio" id="attribute-kind" name="attribute[kind]" value="oil">"#,
                #"<input type="text" inputmode="decimal" id="attribute-size" name="attribute[size]""#,
                #"<input type="datetime-local" id="attribute-seen" name="attribute[seen]""#,
                #"<textarea id="attribute-story" name="attribute[story]""#,
                #"<input type="checkbox" id="attribute-harm" name="attribute[harm][]" value="birds">"#,
                #"<span class="hint" id="attribute-size-hint">A guess will do.</span>"#,
                "How many meters wide? (optional)", "<legend>What is it?</legend>", "In South Quay",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            // Asked only after an answer that brings it up.
            #expect(!page.text.contains("attribute[what]"))
        }
    }

    @Test func `a question that an answer brings up is asked next, with everything kept`() async throws {
        try await TinyServer.with(change: Self.harbor) { visitor in
            var form = Self.spill
            form["attribute[kind]"] = "other"
            form["attribute[size]"] = "3"
            let next = try await visitor.arrive("/report/details", form)
            #expect(next.text.contains("<title>One more question: Oil on the water"))
            #expect(next.words.contains("Because of your answer there is one more question."))
            #expect(next.text.contains(#"name="attribute[what]""#) && next.text.contains(#"value="3""#))
            #expect(next.text.contains(#"value="other" checked"#) && next.hiddenFields["shown"] == "what")
            #expect(!next.text.contains("There is a problem"))
            form["shown"] = "what"
            let missing = try await visitor.arrive("/report/details", form)
            #expect(missing.text.contains("<title>Error: Oil on the water"))
            #expect(missing.text.contains(##"<a href="#attribute-what">“What else is it?” needs an answer.</a>"##))
            form["attribute[what]"] = "Foam"
            let draft = try await visitor.draft(form)
            #expect(try await visitor.page("/report/check?draft=\(draft)").words.contains("Foam"))
        }
    }

    @Test func `mistakes are listed at the top and told at their fields, and nothing typed is lost`() async throws {
        try await TinyServer.with(change: Self.harbor) { visitor in
            var form = Self.spill
            form["attribute[size]"] = "three"
            form["attribute[seen]"] = "yesterday"
            form["description"] = String(repeating: "x", count: 4001)
            let page = try await visitor.arrive("/report/details", form)
            #expect(page.text.contains("<title>Error: Oil on the water"))
            #expect(page.text.contains("<h2>There is a problem</h2>"))
            for text in [
                ##"<a href="#attribute-kind">“What is it?” needs an answer.</a>"##,
                ##"<a href="#attribute-size">“How many meters wide?”: write a number, like 12 or 3.5.</a>"##,
                ##"<a href="#attribute-seen">“When did you see it?”: write a date and time like"##,
                ##"<a href="#description">Shorten what you have written to 4000 characters.</a>"##,
                #"<span class="error" id="attribute-size-error">“How many meters wide?”"#, #"value="three""#,
                #"aria-invalid="true""#,
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(try await visitor.count("report_draft") == 1)
        }
    }

    @Test func `mistakes are told in the language of the page`() async throws {
        try await TinyServer.with { visitor in
            let form = [
                "service_code": "pothole", "lat": "10.01", "long": "20.005", "attribute[depth]": "bottomless",
                "description": String(repeating: "x", count: 4001),
            ]
            let page = try await visitor.arrive("/report/details?lang=es", form)
            for text in [
                "<title>Error: Bache", "<h2>Hay un problema</h2>", "elija una de las respuestas que se ofrecen.",
                "Acorte lo que escribió a 4000 caracteres.",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(!page.text.contains("expected") && !page.text.contains("is not one of the answers"))
        }
    }

    @Test func `a draft keeps no answers to what nobody asked`() async throws {
        try await TinyServer.with(change: Self.harbor) { visitor in
            var form = Self.spill
            form["attribute[kind]"] = "oil"
            form["attribute[size]"] = "3"
            form["attribute[stowaway]"] = String(repeating: "x", count: 30_000)
            form["stowaway"] = String(repeating: "x", count: 30_000)
            #expect(try await visitor.post("/report/details", form).status == 303)
            let kept = try await visitor.database.pool.first("SELECT form FROM report_draft") { row in
                try row.decode(String.self)
            }
            let text = try #require(kept)
            #expect(text.contains("attribute%5Bsize%5D=3"))
            #expect(!text.contains("xxx"))
        }
    }

    @Test func `a place in words is asked on the same page, and goes to a person`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/report/details?service=pothole&place=words")
            #expect(page.text.contains("name=\"address_string\""))
            let missing = try await visitor.arrive(
                "/report/details",
                ["service_code": "pothole", "description": "Deep."]
            )
            #expect(missing.text.contains(##"<a href="#address-string">Say where the problem is.</a>"##))
            let draft = try await visitor.draft(["service_code": "pothole", "address_string": "By the well"])
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.words.contains("By the well"))
            #expect(check.words.contains("A person will decide who handles this"))
            _ = try await visitor.sent(draft)
            let record = try await visitor.get(Visitor.requests)
            #expect(try record.json[0]?["address"]?.text == "By the well")
        }
    }

    @Test func `without a service or a place it leads to where they are chosen`() async throws {
        try await TinyServer.with { visitor in
            for (path, location) in [
                ("/report/details", "/report/where"),
                ("/report/details?service=pothole", "/report/where?service=pothole"),
                ("/report/details?lat=10.01&long=20.005", "/report/what?lat=10.01&long=20.005"),
                ("/report/details?service=pothole&lat=x&long=20.005", "/report/where?service=pothole"),
            ] {
                #expect(try await visitor.page(path)[header: "Location"] == location, "\(path)")
            }
            let gone = try await visitor.page("/report/details?service=nothing&lat=10.01&long=20.005")
            #expect(gone.status == 404)
            #expect(gone.words.contains("This service is no longer offered"))
        }
    }

    @Test func `another site's form is refused`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.post(
                "/report/details",
                Visitor.pothole,
                headers: ["Sec-Fetch-Site": "cross-site"]
            )
            #expect(page.status == 403)
            #expect(try await visitor.count("report_draft") == 0)
        }
    }
}
