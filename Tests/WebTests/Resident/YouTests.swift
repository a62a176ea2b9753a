import Notices
import TestSupport
import Testing

@testable import Web

@Suite struct YouTests {
    /// A draft as the page of questions leaves it.
    private static func written(_ visitor: Visitor) async throws -> String {
        let answer = try await visitor.post("/report/details", Visitor.pothole)
        let location = try #require(answer[header: "Location"])
        #expect(location.hasPrefix("/report/you?draft="))
        return String(location.dropFirst("/report/you?draft=".count))
    }

    @Test func `who the resident is is asked last, and nothing of it is needed`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.written(visitor)
            let page = try await visitor.page("/report/you?draft=\(draft)")
            #expect(page.status == 200)
            for text in [
                "About you (optional)", "never public", #"autocomplete="given-name""#, #"autocomplete="family-name""#,
                #"autocomplete="email""#, #"autocomplete="tel""#, "/report/details?draft=\(draft)",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(page.hiddenFields == ["draft": draft])
            let next = try await visitor.post("/report/you", page.hiddenFields)
            #expect(next.status == 303)
            #expect(next[header: "Location"] == "/report/check?draft=\(draft)")
        }
    }

    @Test func `mistakes are told at their fields, and nothing typed is lost`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.written(visitor)
            let form = [
                "draft": draft, "email": "nobody", "phone": "555", "first_name": String(repeating: "n", count: 201),
            ]
            let page = try await visitor.arrive("/report/you", form)
            for text in [
                "<title>Error: About you", "<h2>There is a problem</h2>",
                ##"<a href="#email">Write an e-mail address like name@example.org, or leave it out.</a>"##,
                ##"<a href="#first-name">Write this on one line, with at most 200 characters.</a>"##,
                #"<span class="error" id="email-error">Write an e-mail address"#, #"value="nobody""#, #"value="555""#,
                #"aria-invalid="true""#,
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            // Nothing is sent with a mistake in it.
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.location == "/report/you?draft=\(draft)&change=1&review=1")
        }
    }

    @Test func `it stays when the questions are answered anew, and goes when its fields are emptied`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            (form["first_name"], form["email"]) = ("Ada", "ada@b.example")
            let draft = try await visitor.draft(form)
            let details = try await visitor.page("/report/details?draft=\(draft)&change=1")
            #expect(details.text.contains("/report/check?draft=\(draft)\">Back"))
            // What this page does not ask it does not take either.
            let fields = details.hiddenFields.merging(["description": "Deeper.", "email": "x@y.example"]) { $1 }
            let changed = try await visitor.post("/report/details", fields)
            #expect(changed[header: "Location"] == "/report/check?draft=\(draft)")
            let check = try await visitor.page("/report/check?draft=\(draft)")
            #expect(check.words.contains("Deeper.") && check.words.contains("ada@b.example"))
            let you = try await visitor.page("/report/you?draft=\(draft)&change=1")
            #expect(you.text.contains(#"value="Ada""#))
            _ = try await visitor.post("/report/you", you.hiddenFields.merging(["first_name": "Eve"]) { $1 })
            let after = try await visitor.page("/report/check?draft=\(draft)")
            #expect(after.words.contains("Eve") && !after.words.contains("ada@b.example"))
            #expect(after.words.contains("Deeper."))
        }
    }

    @Test func `a change of language keeps what is typed, and a mistake in it is found before sending`() async throws {
        try await TinyServer.with { visitor in
            let draft = try await Self.written(visitor)
            let switched = try await visitor.post("/report/you", ["draft": draft, "email": "nobody", "lang": "es"])
            #expect(switched[header: "Location"] == "/report/you?draft=\(draft)&lang=es")
            let page = try await visitor.page("/report/you?draft=\(draft)&lang=es")
            #expect(page.text.contains("Correo electrónico (opcional)") && page.text.contains(#"value="nobody""#))
            #expect(page.text.contains(#"action="/report/you?lang=es""#))
            let check = try await visitor.page("/report/check?draft=\(draft)&lang=es")
            let location = try #require(check[header: "Location"])
            #expect(location == "/report/you?draft=\(draft)&change=1&lang=es&review=1")
            #expect(try await visitor.page(location).text.contains(##"<a href="#email">"##))
        }
    }

    @Test func `where there is mail it is asked whether to tell what becomes of it, and the answer stays`() async throws
    {
        let box = "name=\"updates\""
        try await TinyServer.with { visitor in
            let draft = try await Self.written(visitor)
            #expect(!(try await visitor.page("/report/you?draft=\(draft)").text.contains(box)))
        }
        let from = try #require(MailAddress("city@example.net"))
        try await TinyServer.with(change: { configuration in
            configuration.mail = MailSettings(sendmail: "/usr/sbin/sendmail", from: from)
            configuration.origin = SiteOrigin("https://311.example.net")
        }) { visitor in
            let draft = try await Self.written(visitor)
            let page = try await visitor.page("/report/you?draft=\(draft)&lang=es")
            #expect(page.text.contains("\(box) value=\"yes\">") && page.text.contains("Avísenme por correo"))
            _ = try await visitor.post("/report/you", ["draft": draft, "email": "a@b.example", "updates": "yes"])
            let again = try await visitor.page("/report/you?draft=\(draft)")
            #expect(again.text.contains("\(box) value=\"yes\" checked"))
            _ = try await visitor.post("/report/you", ["draft": draft, "email": "a@b.example"])
            #expect(!(try await visitor.page("/report/you?draft=\(draft)").text.contains("checked")))
        }
    }

    @Test func `without a draft there is nobody to ask`() async throws {
        try await TinyServer.with { visitor in
            #expect(try await visitor.page("/report/you").status == 404)
            #expect(try await visitor.post("/report/you", ["email": "a@b.example"]).status == 404)
            let foreign = try await visitor.post("/report/you", [:], headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(foreign.status == 403)
        }
    }
}
