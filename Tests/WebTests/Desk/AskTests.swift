import Store
import TestSupport
import Testing
import Web

@Suite struct AskTests {
    @Test func `what is asked at the desk stands on the report's page, and the answer at the desk`() async throws {
        try await TinyServer.with { visitor in
            let (id, key) = try await visitor.link(sending: try await visitor.draft())
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let page = try await browser.page(address)
            for _ in 0..<2 {
                let asked = try await browser.send("\(address)/ask", of: page, ["question": "Which\r\n<door>?"])
                #expect(asked.location == "\(address)?said=asked")
            }
            #expect(try await visitor.count("event WHERE kind = 'question'") == 1)
            let waiting = try await browser.page("\(address)?said=asked")
            #expect(waiting.contains("The resident can read your question by the private link"))
            #expect(waiting.contains("and there is no answer yet: <span class=\"words\">“Which\n&lt;door&gt;?”"))
            let report = try await visitor.page("/r/\(id)?key=\(key)").words
            #expect(report.contains("A question for you Public Works asks: Which &lt;door&gt;?"))
            for path in ["/r/\(id)", "/r/\(id)?lang=es", "/r/\(id)/feed"] {
                #expect(try await !visitor.page(path).text.contains("door"), "\(path)")
            }
            #expect(try await visitor.page("/r/\(id)").words.contains("asked the person who reported it a question."))
            let answer = try await visitor.post("/r/\(id)/answer?key=\(key)", ["answer": "The green <one>."])
            #expect(answer.status == 303)
            let answered = try await browser.page(address)
            #expect(answered.contains("The green &lt;one&gt;.") && !answered.contains("no answer yet"))
        }
    }

    @Test(arguments: [
        ("", "Write what you want to know."), (String(repeating: "x", count: 2001), "Use at most 2,000 characters."),
        ("Which \u{7}door?", "Use letters, digits and signs only."),
    ])
    func `a question that cannot be taken comes back with what is wrong with it`(text: String, why: String) async throws
    {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let answer = try await browser.send(
                "\(address)/ask",
                of: try await browser.page(address),
                ["question": text]
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("<a href=\"#question\">\(why)</a>"))
            #expect(try await visitor.count("event WHERE kind = 'question'") == 0)
        }
    }

    @Test func `nobody asks about an item that is over, another department's, or without the right to work`()
        async throws
    {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let page = try await browser.page(address)
            let form = try Browser.form("\(address)/ask", in: page).merging(["question": "Who?"]) { $1 }
            let others = try await Browser(visitor, "police")
            #expect(try await others.post("\(address)/ask", form).status == 410)
            let reader = try await Browser(visitor, key: try await visitor.key("works", scopes: [.read]))
            #expect(try await !reader.page(address).contains("Ask the resident"))
            #expect(try await reader.post("\(address)/ask", form).status == 403)
            #expect(try await browser.send("\(address)/complete", of: page, ["outcome": "done"]).status == 303)
            #expect(try await !browser.page(address).contains("Ask the resident"))
            let late = try await browser.post("\(address)/ask", form)
            #expect(late.status == 409)
            #expect(late.text.contains("Nothing was written down") && late.text.contains("Who?"))
            #expect(try await visitor.count("event WHERE kind = 'question'") == 0)
        }
    }
}
