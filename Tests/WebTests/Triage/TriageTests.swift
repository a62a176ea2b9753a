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

    @Test func `what somebody else has decided anew meanwhile is not sent back by a press on an older page`()
        async throws
    {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.edge)
            let browser = try await Browser(visitor, person: .supervisor)
            let first = try await browser.page("/dispatch/triage?kind=edge")
            let second = try await browser.page("/dispatch/triage?kind=edge")
            let third = try await browser.page(address(id))
            let sent = try await browser.send("\(address(id))/runner-up", of: first)
            #expect(sent.location == "/dispatch/triage?kind=edge&said=rerouted", "\(sent.text)")
            for page in [second, third] {
                let late = try await browser.send("\(address(id))/runner-up", of: page)
                #expect(late.status == 409)
                #expect(late.text.contains("It was decided anew in the meantime"))
            }
            #expect(try await visitor.count("work_item WHERE department = 'parks' AND status = 'open'") == 1)
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 1)
        }
    }

    @Test func `a press across an edge decides it, and it is no longer doubtful`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.edge)
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=edge")
            let sent = try await browser.send("\(address(id))/runner-up", of: page)
            #expect(sent.location == "/dispatch/triage?kind=edge&said=rerouted", "\(sent.text)")
            let after = try await browser.page("/dispatch/triage?kind=edge")
            #expect(after.contains("There is nothing of this kind."))
            #expect(try await visitor.count("work_item WHERE department = 'parks' AND status = 'open'") == 1)
            #expect(try await browser.page(address(id)).contains("it stays with Parks"))
        }
    }

    /// The tiny city with holes that the police look after where they are deep, but for those of a park.
    private static func answered() throws -> CopiedCities {
        let cities = try CopiedCities()
        let rule = "{layer: precinct, property: kind, is: [park]}"
        let street = "tiny/services/street.yml"
        try cities.replace(
            "when: \(rule)\n        department: parks\n        queue_by: precinct",
            with: "when: {all: [{attribute: depth, is: [deep]}, \(rule)]}\n"
                + "        department: parks\n        queue_by: precinct",
            in: street
        )
        return cities
    }

    @Test func `what lies across an edge is decided with the resident's answers`() async throws {
        let cities = try Self.answered()
        try await TinyServer.with(change: cities.use) { visitor in
            let id = try await visitor.submitted(Self.edge.merging(["attribute[depth]": "deep"]) { $1 })
            let browser = try await Browser(visitor, person: .supervisor)
            let button = "It belongs across the edge: Parks, parks/2"
            #expect(try await browser.page(address(id)).contains(button))
            let page = try await browser.page("/dispatch/triage?kind=edge")
            #expect(page.contains(button))
            let sent = try await browser.send("\(address(id))/runner-up", of: page)
            #expect(sent.status == 303, "\(sent.text)")
            #expect(try await visitor.count("work_item WHERE department = 'parks' AND status = 'open'") == 1)
        }
    }

    @Test func `what is closed while somebody writes an offer says so and keeps the words`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(Self.edge)
            let browser = try await Browser(visitor, person: .supervisor)
            let page = try await browser.page("/dispatch/triage?kind=edge")
            let crew = try await Browser(visitor, person: .crew)
            let held = "/desk/items/\(try await crew.take())"
            let done = try await crew.send("\(held)/complete", of: try await crew.page(held), ["outcome": "done"])
            #expect(done.status == 303)
            for department in ["police", ""] {
                let typed = ["department": department, "text": "A car <made> it."]
                let late = try await browser.send("\(address(id))/send", of: page, typed)
                #expect(late.status == 409)
                #expect(late.text.contains("Nothing was written down"))
                #expect(late.text.contains("A car &lt;made&gt; it."))
            }
        }
    }

    @Test func `what a request's page says of a form is true of the request, also when it is loaded again later`()
        async throws
    {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor, person: .supervisor)
            func cancel(_ text: String) async throws {
                let page = try await browser.page(address(id))
                _ = try await browser.send("\(address(id))/cancel", of: page, ["text": text])
            }
            try await cancel("A joke.")
            #expect(try await browser.page("\(address(id))?said=cancelled").contains("The request is called off"))
            #expect(try await !browser.page("\(address(id))?said=reopened").contains("The request is open again."))
            let closed = try await browser.page(address(id))
            _ = try await browser.send("\(address(id))/reopen", of: closed, ["text": "It is not."])
            #expect(try await browser.page("\(address(id))?said=reopened").contains("The request is open again."))
            #expect(try await !browser.page("\(address(id))?said=cancelled").contains("The request is called off"))
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
            #expect(list.contains("<td>Central Park</td><td>Public Works</td><td>Parks</td>"))
            #expect(list.contains("<a href=\"/dispatch/triage/corrections\" aria-current=\"page\">"))
            #expect(try await editor.page("/dispatch/catalog").contains("href=\"/dispatch/triage/corrections\""))
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
