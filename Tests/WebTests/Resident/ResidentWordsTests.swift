import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// What whoever has the private link says of a report, by the forms of its page.
@Suite struct ResidentWordsTests {
    /// A sent report, its page with the key, and who deals with it.
    private struct Sent: Sendable {
        let visitor: Visitor
        let id: String
        let key: String
        let department: String

        var page: String { "/r/\(id)?key=\(key)" }

        init(_ visitor: Visitor) async throws {
            self.visitor = visitor
            (id, key) = try await visitor.link(sending: try await visitor.draft())
            department = try await visitor.key("works")
        }

        func say(_ what: String, _ form: [String: String], key: String? = nil) async throws -> Answer {
            try await visitor.post("/r/\(id)/\(what)?key=\(key ?? self.key)", form)
        }

        func accept() async throws -> Int {
            let (lease, items) = try await visitor.claim("works", key: department)
            let item = try #require(items.first)
            let body = #"{"items":[{"item_id":\#(item)}]}"#
            let path = "leases/\(lease ?? "")/accept"
            #expect(try await visitor.outcomes(path, body, key: department) == ["ok"])
            return item
        }

        func ask(_ question: String, about item: Int) async throws {
            let body = #"{"text":"\#(question)","question":true}"#
            #expect(try await visitor.call("items/\(item)/note", body, key: department).status == 200)
        }

        func close(_ item: Int) async throws {
            let answer = try await visitor.call("items/\(item)/complete", #"{"outcome":"done"}"#, key: department)
            #expect(answer.status == 200)
        }

        func words(_ query: String = "") async throws -> String {
            try await visitor.page(query.isEmpty ? page : "/r/\(id)\(query)").words
        }
    }

    @Test func `a note is with the department and on the page of the private link, once however often it is sent`()
        async throws
    {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            let page = try await visitor.page(sent.page)
            #expect(page.text.contains("action=\"/r/\(sent.id)/note?key=\(sent.key)\""))
            #expect(try await !visitor.page("/r/\(sent.id)").text.contains("/note"))
            for _ in 0..<3 {
                let answer = try await sent.say("note", ["note": "It is\r\nat my <door>."])
                #expect(answer.status == 303)
                #expect(answer.location == "\(sent.page)&said=note")
            }
            #expect(try await visitor.count("event WHERE kind = 'note'") == 1)
            let thanks = try await visitor.page("\(sent.page)&said=note")
            #expect(thanks.words.contains("Thank you. Your note is with the people"))
            #expect(thanks.text.contains("It is\nat my &lt;door&gt;."))
            let everybody = try await visitor.page("/r/\(sent.id)?said=note")
            #expect(everybody.words.contains("Whoever reported it added a note."))
            for text in ["door", "Thank you"] { #expect(!everybody.text.contains(text)) }
            #expect(try await Browser(visitor).page("/dispatch/requests/\(sent.id)").contains("at my &lt;door&gt;."))
        }
    }

    @Test func `a department's question stands above until it is answered`() async throws {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            #expect(try await !sent.words().contains("A question for you"))
            let early = try await sent.say("answer", ["answer": "The green one."])
            #expect(early.status == 409)
            #expect(early.words.contains("No question is open any more") && early.words.contains("The green one."))
            let item = try await sent.accept()
            try await sent.ask("Which <door>?", about: item)
            let asked = try await visitor.page(sent.page)
            #expect(asked.words.contains("A question for you Public Works asks: Which &lt;door&gt;? Your answer"))
            #expect(try await !sent.words("?key=").contains("A question for you"))
            let answer = try await sent.say("answer", ["answer": "The green one."])
            #expect(answer.location == "\(sent.page)&said=answer")
            let answered = try await sent.words("?key=\(sent.key)&said=answer")
            #expect(answered.contains("Thank you. Your answer is with the people"))
            #expect(answered.contains("Whoever reported it answered. The green one."))
            #expect(!answered.contains("A question for you"))
            #expect(try await !sent.words("?said=answer").contains("green"))
        }
    }

    @Test func `how it ended is the resident's to confirm, and a reopening takes it back`() async throws {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            #expect(try await sent.say("confirmed", ["fixed": "yes"]).status == 409)
            try await sent.close(try await sent.accept())
            for query in ["?said=confirmed", "?key=\(sent.key)"] {
                let words = try await sent.words(query)
                #expect(words.contains("Closed as done, not yet confirmed"))
                #expect(words.contains("Is it fixed?") == query.hasPrefix("?key"))
                #expect(!words.contains("Thank you"))
            }
            let answer = try await sent.say("confirmed", ["fixed": "yes"])
            #expect(answer.location == "\(sent.page)&said=confirmed")
            #expect(try await sent.say("confirmed", ["fixed": "yes"]).status == 303)
            #expect(try await visitor.count("event WHERE kind = 'confirmed'") == 1)
            #expect(try await sent.words("?key=\(sent.key)&said=confirmed").contains("you found it fixed"))
            // Whoever must take it back unfolds the form.
            let folded = try await visitor.page(sent.page)
            let details = "<details id=\"not-fixed\" class=\"no-print\""
            #expect(folded.text.contains("\(details)><summary>It is not fixed after all"))
            #expect(!folded.words.contains("Still there?"))
            let wrong = try await sent.say("still-there", ["reason": "One\u{7}."])
            #expect(wrong.text.contains("\(details) open>"))
            let words = try await sent.words("?lang=en")
            #expect(words.contains("Closed as done, confirmed by the resident"))
            #expect(words.contains("Whoever reported it found it fixed."))
            #expect(try await sent.say("note", ["note": "Thanks."]).words.contains("takes no notes"))
            #expect(try await sent.say("still-there", ["reason": "Again."]).status == 303)
            #expect(try await sent.words().contains("Open"))
            try await sent.close(try await sent.accept())
            #expect(try await sent.words().contains("not yet confirmed"))
        }
    }

    @Test(arguments: ["note", "answer", "confirmed"])
    func `nobody says it without the report's own key`(what: String) async throws {
        try await TinyServer.with { visitor in
            let (sent, other) = (try await Sent(visitor), try await Sent(visitor))
            let before = try await visitor.count("event")
            for key in ["", other.key, String(sent.key.dropLast()), String(sent.key.reversed())] {
                let answer = try await sent.say(what, [what: "My words."], key: key)
                #expect(answer.status == 403)
                #expect(answer.words.contains("This needs your private link"))
                #expect(answer.words.contains("My words.") == (what != "confirmed"))
                #expect(!answer.text.contains(sent.key))
            }
            let path = "/r/\(sent.id)/\(what)?key=\(sent.key)"
            let foreign = try await visitor.post(path, [what: "x"], headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(foreign.status == 403)
            #expect(try await visitor.get(path).status == 405)
            #expect(try await visitor.post("/r/000000000/\(what)?key=\(sent.key)", [what: "x"]).status == 404)
            #expect(try await visitor.post("/r/nonsense/\(what)?key=\(sent.key)", [what: "x"]).status == 404)
            #expect(try await visitor.count("event") == before)
        }
    }

    @Test func `nobody is thanked at an address that was kept`() async throws {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            #expect(try await sent.words("?key=\(sent.key)&new=1").contains("Your report was sent"))
            #expect(try await sent.say("note", ["note": "Mind the dog."]).status == 303)
            #expect(try await sent.words("?key=\(sent.key)&said=note").contains("Thank you. Your note"))
            try await sent.close(try await sent.accept())
            #expect(try await sent.say("confirmed", ["fixed": "yes"]).status == 303)
            for query in ["new=1", "said=note"] {
                let words = try await sent.words("?key=\(sent.key)&\(query)")
                #expect(!words.contains("Your report was sent") && !words.contains("Thank you"), "\(query)")
            }
            #expect(try await sent.words("?key=\(sent.key)&said=confirmed").contains("Thank you"))
            try await visitor.database.pool.execute("UPDATE event SET at = at - interval '2 hours'")
            #expect(try await !sent.words("?key=\(sent.key)&said=confirmed").contains("Thank you"))
        }
    }

    @Test(
        arguments: ["note", "answer"],
        [
            (String(repeating: "x<y ", count: 501), "x&lt;y x&lt;y", "Use at most 2,000 characters; you wrote 2,003."),
            ("One\r\n\u{7}\u{202E}two.", "One\ntwo.", "characters in it that cannot be shown"),
            (" \n ", "", "Write your "),
        ]
    )
    func `what cannot be taken comes back in its form, and nothing was written down`(
        what: String,
        bad: (text: String, shown: String, why: String)
    ) async throws {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            try await sent.ask("Which door?", about: try await sent.accept())
            let answer = try await sent.say(what, [what: bad.text])
            #expect(answer.status == 422)
            #expect(answer.text.contains("<title>Error: Report "))
            #expect(answer.text.contains("<a href=\"#\(what)\">"))
            #expect(answer.words.contains(bad.why))
            let field = "aria-describedby=\"\(what)-hint \(what)-error\" aria-invalid=\"true\">\n\(bad.shown)"
            #expect(answer.text.contains(field))
            #expect(answer[header: "Referrer-Policy"] == "no-referrer")
            // A browser that comes back to it shows it again, but for one on which others come after.
            #expect(answer[header: "Cache-Control"] == "private, no-cache")
            let address = "/r/\(sent.id)/\(what)?key=\(sent.key)&kiosk=town-hall"
            let kiosk = try await visitor.post(address, [what: bad.text])
            #expect(kiosk.status == 422 && kiosk[header: "Cache-Control"] == "no-store")
            #expect(try await visitor.count("event WHERE kind = '\(what)' AND actor = 'resident'") == 0)
        }
    }

    @Test func `of more words within a day than a report takes the last ones come back`() async throws {
        try await TinyServer.with { visitor in
            let sent = try await Sent(visitor)
            for number in 1...10 { #expect(try await sent.say("note", ["note": "Note \(number)."]).status == 303) }
            let answer = try await sent.say("note", ["note": "One <more>."])
            #expect(answer.status == 429)
            #expect(answer.words.contains("You have written 10 notes and answers within a day"))
            #expect(answer.text.contains(">\nOne &lt;more&gt;.</textarea>"))
            #expect(try await visitor.count("event WHERE kind = 'note'") == 10)
        }
    }

    @Test func `in Spanish nothing of the page is English, and its forms keep the language`() async throws {
        try await TinyServer.with { visitor in
            let english = try Vocabulary().words(in: "en").all
            let spanish = try Vocabulary().words(in: "es").all
            let sent = try await Sent(visitor)
            let item = try await sent.accept()
            try await sent.ask("¿Cuál?", about: item)
            var pages = [
                try await visitor.page("\(sent.page)&new=1&lang=es"), try await visitor.page("/r/\(sent.id)?lang=es"),
                try await visitor.post("/r/\(sent.id)/note?key=\(sent.key)&lang=es", [:]),
                try await visitor.post("/r/\(sent.id)/note?key=0&lang=es", ["note": "Sí."]),
            ]
            let answer = try await visitor.post("/r/\(sent.id)/answer?key=\(sent.key)&lang=es", ["answer": "Esa."])
            #expect(answer.location == "\(sent.page)&said=answer&lang=es")
            #expect(
                try await visitor.call("items/\(item)/pause", #"{"reason":"Nieve."}"#, key: sent.department).status
                    == 200
            )
            pages.append(try await visitor.page("\(sent.page)&said=answer&lang=es"))
            #expect(try await visitor.call("items/\(item)/resume", key: sent.department).status == 200)
            try await sent.close(item)
            pages.append(try await visitor.page("\(sent.page)&lang=es"))
            let found = english.filter { key, text in
                guard key.hasPrefix("status_") || key.hasPrefix("history_"), spanish[key] != text else { return false }
                let pieces = text.split(separator: #/\{[a-z]+\}/#).filter { $0.count > 9 }
                return pieces.contains { piece in pages.contains { $0.words.contains(piece) } }
            }
            #expect(found.isEmpty, "\(found)")
            for page in pages {
                #expect(page.text.contains("<html lang=\"es\""))
                for text in ["This goes to", "because", "just now", " ago", "in 5 days"] {
                    #expect(!page.words.contains(text), "\(text)")
                }
            }
            #expect(pages[0].words.contains("porque el lugar"))
            #expect(pages[4].words.contains("Gracias. Su respuesta"))
            #expect(pages[5].words.contains("Obras Públicas lo resolvió."))
            #expect(pages[5].text.contains("action=\"/r/\(sent.id)/confirmed?key=\(sent.key)&amp;lang=es\""))
            #expect(pages[5].text.contains("href=\"/report/where?lang=es\""))
        }
    }
}
