import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct TriageTests {
    /// A request in the gap, some metres before the third precinct.
    private static let gap = ["service_code": "pothole", "lat": "10.01", "long": "20.0297", "description": "Deep."]
    /// One five metres before the park.
    private static let edge = ["service_code": "pothole", "lat": "10.01", "long": "20.00995", "description": "Deep."]

    private func address(_ id: String) -> String { "/dispatch/requests/\(id)" }

    @Test func `each kind has its number, its rows and what speaks for a decision`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted(Self.gap)
            _ = try await visitor.submitted(Self.edge)
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage")
            #expect(page.contains("<strong>1</strong> No rule fits the place"))
            #expect(page.contains("<strong>1</strong> Close to an edge"))
            #expect(page.contains("<strong>0</strong> Sent to and fro"))
            #expect(page.contains("across it this would go to Public Works (works/E)."))
            #expect(page.contains("It belongs across the edge: Public Works, works/E"))
            let edges = try await browser.page("/dispatch/triage?kind=edge")
            #expect(edges.contains("It belongs across the edge: Parks, parks/2"))
            #expect(try await browser.page("/desk").contains("href=\"/dispatch/triage\""))
            #expect(try await !Browser(visitor, person: .lead).page("/desk").contains("href=\"/dispatch/triage\""))
        }
    }

    @Test func `a press sends a gap across the edge, once, and keeps the words for the place`() async throws {
        try await TinyServer.with { visitor in
            var form = Self.gap
            form["address_string"] = "Harbour Road 3"
            let id = try await visitor.submitted(form)
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=gap")
            for _ in 0..<2 {
                let sent = try await browser.send("\(address(id))/runner-up", of: page)
                #expect(sent.location == "/dispatch/triage?kind=gap&said=rerouted", "\(sent.text)")
            }
            #expect(try await visitor.count("work_item WHERE department = 'works' AND status = 'open'") == 1)
            #expect(try await visitor.count("service_request WHERE address = 'Harbour Road 3'") == 1)
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 1)
            #expect(try await browser.page("/dispatch/triage?kind=gap").contains("There is nothing of this kind."))
        }
    }

    @Test func `a gap is offered to a department that a person names, with a reason`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.gap)
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=gap")
            let silent = try await browser.send("\(address(id))/send", of: page, ["text": "Typed & kept"])
            #expect(silent.status == 422)
            #expect(silent.text.contains("<a href=\"#send-department\">Choose a department.</a>"))
            #expect(silent.text.contains("value=\"Typed &amp; kept\""))
            let typed = ["department": "police", "text": "A crime."]
            for _ in 0..<2 {
                let sent = try await browser.send("\(address(id))/send", of: page, typed)
                #expect(sent.location == "/dispatch/triage?kind=gap&said=sent", "\(sent.text)")
            }
            #expect(try await visitor.count("event WHERE kind = 'offered' AND counterpart = 'police'") == 1)
            let police = try await Browser(visitor, person: .crew, of: "police")
            let held = "/desk/items/\(try await police.take())"
            let offered = try await police.page(held)
            #expect(offered.contains("Dispatch triage offers this item to your department."))
            #expect(try await police.send("\(held)/accept", of: offered).status == 303)
            #expect(try await visitor.count("work_item WHERE department = 'police' AND offered_to IS NULL") == 1)
            // It is theirs by now.
            let late = try await browser.send(
                "\(address(id))/send",
                of: page,
                typed.merging(["token": Self.token]) { $1 }
            )
            #expect(late.status == 422)
        }
    }

    private static let token = "00112233445566778899aabbccddeeff"

    @Test func `what is kept is no longer doubtful until something new happens`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.edge)
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=edge")
            let sent = try await browser.send("\(address(id))/keep", of: page)
            #expect(sent.location == "/dispatch/triage?kind=edge&said=kept")
            let after = try await browser.page("/dispatch/triage?kind=edge&said=kept")
            #expect(after.contains("There is nothing of this kind."))
            #expect(try await browser.page(address(id)).contains("Looked at in triage: it stays with Public Works"))
        }
    }

    @Test func `a request is called off and opened again with reasons, and late forms say so`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page(address(id))
            let silent = try await browser.send("\(address(id))/cancel", of: page)
            #expect(silent.status == 422 && silent.text.contains("<a href=\"#cancel-text\">"))
            for _ in 0..<2 {
                let sent = try await browser.send("\(address(id))/cancel", of: page, ["text": "A joke."])
                #expect(sent.location == "\(address(id))?said=cancelled")
            }
            #expect(
                try await visitor.count("service_request WHERE status = 'closed' AND status_notes = 'A joke.'") == 1
            )
            var late = try Browser.form("\(address(id))/cancel", in: page)
            late["token"] = Self.token
            late["text"] = "Once more."
            let refused = try await browser.post("\(address(id))/cancel", late)
            #expect(refused.status == 409)
            #expect(refused.text.contains("It is closed already.") && refused.text.contains("Once more."))
            let closed = try await browser.page(address(id))
            let opened = try await browser.send("\(address(id))/reopen", of: closed, ["text": "It is not."])
            #expect(opened.location == "\(address(id))?said=reopened")
            #expect(try await visitor.count("service_request WHERE status = 'open'") == 1)
        }
    }

    @Test func `a correction becomes a finding that those who keep the catalog read`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.edge)
            let browser = try await Browser(visitor, person: .supervisor)
            let look = try await browser.page("\(address(id))/reroute?service=pothole&lat=10.01&long=20.015")
            let moved = try await browser.send("\(address(id))/reroute", of: look, ["reason": "In the park."])
            #expect(moved.location == "\(address(id))?said=rerouted", "\(moved.text)")
            let page = try await browser.page("\(address(id))?said=rerouted")
            #expect(page.contains("The catalog should have known"))
            #expect(page.contains("<option value=\"parks\" selected>"))
            let typed = ["department": "parks", "text": "The park has <grown>."]
            for _ in 0..<2 {
                let sent = try await browser.send("\(address(id))/finding", of: page, typed)
                #expect(sent.location == "\(address(id))?said=finding", "\(sent.text)")
            }
            #expect(try await visitor.count("catalog_finding") == 1)
            let editor = try await Browser(visitor, person: .editor)
            let list = try await editor.page("/dispatch/triage/corrections")
            #expect(list.contains("The park has &lt;grown&gt;."))
            #expect(list.contains("<td>precinct 2</td><td>Public Works</td><td>Parks</td>"))
            #expect(try await editor.get("/dispatch/triage").status == 403)
        }
    }

    @Test func `the whole history is JSON, who looked at contact details included, and as masked as the page`()
        async throws
    {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["email"] = "ada@example.org"
            let id = try await visitor.submitted(form)
            let works = try await Browser(visitor, person: .lead)
            let item = "/desk/items/\(try await works.take())"
            _ = try await works.send("\(item)/contact", of: try await works.page(item))
            let page = try await works.page(address(id))
            #expect(page.contains("href=\"\(address(id))/history.json\""))
            let answer = try await works.get("\(address(id))/history.json")
            #expect(answer.status == 200)
            #expect(answer[header: "Content-Type"]?.hasPrefix("application/json") == true)
            let json = try answer.json
            #expect(json["service_request_id"]?.text == id)
            let events = json["events"]?.elements ?? []
            #expect(events.compactMap { $0["kind"]?.text } == ["submitted", "contact_seen"])
            #expect(events[0]["who"]?["kind"]?.text == "resident")
            #expect(events[0]["data"]?["legs"]?[0]?["queue"]?.text == "works/W")
            #expect(events[1]["who"]?["name"]?.text == "lead")
            #expect(events[1]["words"]?.text == "Public Works looked at the contact details")
            #expect(events[1]["at"]?.text?.wholeMatch(of: /\d{4}-\d\d-\d\dT[0-9:]+Z/) != nil)
            #expect(!answer.text.contains("ada@example.org"))
            var hidden = Visitor.pothole
            hidden["service_code"] = "person-in-need"
            let secret = try await visitor.submitted(hidden)
            #expect(try await works.get("\(address(secret))/history.json").status == 404)
            let police = try await Browser(visitor, person: .lead, of: "police")
            #expect(try await police.get("\(address(secret))/history.json").status == 200)
        }
    }
}
