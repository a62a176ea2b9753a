import Foundation
import Postgres
import Store
import TestSupport
import Testing
import Web

/// The rarer moves of an item, as its page offers them.
@Suite struct ItemMovesTests {
    /// A pothole five metres from the park, taken by works; gives the browser and the item's address.
    private func atTheEdge(_ visitor: Visitor, role: StaffRole = .crew) async throws -> (Browser, String, String) {
        var form = Visitor.pothole
        form["long"] = "20.00995"
        let id = try await visitor.submitted(form)
        let browser = try await Browser(visitor, person: role)
        return (browser, "/desk/items/\(try await browser.take())", id)
    }

    @Test func `not ours proposes the department across the edge, with what the decision says, and a press offers it`()
        async throws
    {
        try await TinyServer.with { visitor in
            let (browser, address, _) = try await atTheEdge(visitor)
            let page = try await browser.page(address)
            #expect(page.contains("<summary>Not ours?</summary>"))
            #expect(page.contains("Rule 3 of 3 applies: always"))
            #expect(
                page.contains("5.5 m away is the edge of Central Park: across it this would go to Parks (parks/2).")
            )
            #expect(
                page.contains("<button class=\"button\" type=\"submit\" name=\"to\" value=\"parks\">Offer it to Parks")
            )
            let silent = try await browser.send("\(address)/hand-over", of: page, ["to": "parks"])
            #expect(silent.status == 422)
            #expect(silent.text.contains("<details id=\"not-ours\" open>"))
            let typed = ["to": "parks", "department": "", "hand-over-reason": "It is in the park."]
            for _ in 0..<2 {
                let sent = try await browser.send("\(address)/hand-over", of: page, typed)
                #expect(sent.location == "/desk?said=handed-over")
            }
            #expect(try await visitor.count("event WHERE kind = 'offered' AND counterpart = 'parks'") == 1)
            #expect(try await visitor.count("queue WHERE name = 'parks/2'") == 1)
        }
    }

    @Test func `what is offered is taken back with a reason, once, and the other side's words are stale`() async throws
    {
        try await TinyServer.with { visitor in
            let (works, address, id) = try await atTheEdge(visitor)
            _ = try await works.send(
                "\(address)/hand-over",
                of: try await works.page(address),
                ["to": "parks", "hand-over-reason": "Theirs."]
            )
            let parks = try await Browser(visitor, person: .crew, of: "parks")
            let held = "/desk/items/\(try await parks.take())"
            let theirs = try await parks.page(held)
            #expect(!theirs.contains("Take the offer back"))
            let page = try await works.page(address)
            let silent = try await works.send("\(address)/withdraw", of: page)
            #expect(silent.status == 422)
            #expect(silent.text.contains("<a href=\"#withdraw-text\">Say why; both departments read it.</a>"))
            for _ in 0..<2 {
                let sent = try await works.send("\(address)/withdraw", of: page, ["text": "It is <ours> after all."])
                #expect(sent.location == "\(address)?said=withdrawn", "\(sent.text)")
            }
            let after = try await works.page("\(address)?said=withdrawn")
            #expect(after.contains("The offer is taken back."))
            #expect(after.contains("Public Works took back its offer to Parks"))
            #expect(after.contains("“It is &lt;ours&gt; after all.”"))
            #expect(after.contains("Take next of works/W"))
            #expect(try await visitor.count("event WHERE kind = 'offer_expired'") == 1)
            #expect(try await visitor.count("lease") == 0)
            let late = try await parks.send("\(held)/accept", of: theirs)
            #expect(late.status == 410)
            // The resident reads nothing of it but that it is with Public Works.
            #expect(try await !visitor.page("/r/\(id)").text.contains("after all"))
            #expect(try await works.take() == Int(address.split(separator: "/")[2]))
        }
    }

    @Test func `a note is for staff alone, or for the resident too, and is written once`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address, id) = try await atTheEdge(visitor)
            let page = try await browser.page(address)
            let empty = try await browser.send("\(address)/note", of: page)
            #expect(empty.status == 422)
            #expect(empty.text.contains("<a href=\"#note-text\">Write the note.</a>"))
            let long = try await browser.send(
                "\(address)/note",
                of: page,
                ["text": String(repeating: "x", count: 2001)]
            )
            #expect(long.status == 422 && long.text.contains(String(repeating: "x", count: 2001)))
            for _ in 0..<2 {
                let sent = try await browser.send("\(address)/note", of: page, ["text": "Bring a\r\n<ladder>."])
                #expect(sent.location == "\(address)?said=noted")
            }
            let noted = try await browser.page("\(address)?said=noted")
            #expect(noted.contains("for staff only") && noted.contains("“Bring a\n&lt;ladder&gt;.”"))
            #expect(try await !visitor.page("/r/\(id)").text.contains("ladder"))
            let open = ["text": "We come on Monday.", "public": "yes"]
            let told = try await browser.send("\(address)/note", of: noted, open)
            #expect(told.location == "\(address)?said=told")
            #expect(try await visitor.page("/r/\(id)").text.contains("We come on Monday."))
            #expect(try await visitor.count("event WHERE kind = 'note'") == 2)
        }
    }

    @Test(arguments: [false, true])
    func `another department is asked in from a lease and from accepted work, once`(isAccepted: Bool) async throws {
        try await TinyServer.with { visitor in
            let (browser, address, _) = try await atTheEdge(visitor)
            if isAccepted {
                _ = try await browser.send("\(address)/accept", of: try await browser.page(address))
            }
            let page = try await browser.page(address)
            let wrong = try await browser.send("\(address)/legs", of: page, ["department": "works", "text": "A & b"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("<a href=\"#leg-department\">Choose a department.</a>"))
            #expect(wrong.text.contains("value=\"A &amp; b\""))
            for _ in 0..<2 {
                let sent = try await browser.send(
                    "\(address)/legs",
                    of: page,
                    ["department": "police", "text": "Close the street."]
                )
                #expect(sent.location == "\(address)?said=leg", "\(sent.text)")
            }
            #expect(try await visitor.count("work_item WHERE department = 'police' AND asked_by = 'works'") == 1)
            let again = try await browser.send(
                "\(address)/legs",
                of: try await browser.page(address),
                ["department": "police", "text": "Once more."]
            )
            #expect(again.status == 409)
            #expect(again.text.contains("That department has an open part of this request already."))
            #expect(again.text.contains("Once more."))
            let police = try await Browser(visitor, person: .crew, of: "police")
            #expect(try await police.page("/desk/items/\(try await police.take())").contains("Close the street."))
        }
    }

    @Test func `late moves under a lease that is over write nothing and keep the words`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address, _) = try await atTheEdge(visitor)
            let page = try await browser.page(address)
            let look = try await browser.page("\(address)/reroute?service=noise")
            try await visitor.database.pool.execute("UPDATE lease SET expires_at = now() - interval '1 second'")
            _ = try await visitor.city.queues.rescue()
            let leg = try await browser.send(
                "\(address)/legs",
                of: page,
                ["department": "police", "text": "Too late."]
            )
            #expect(leg.status == 409 && leg.text.contains("Too late."))
            let moved = try await browser.send("\(address)/reroute", of: look, ["reason": "Late, too."])
            #expect(moved.status == 409 && moved.text.contains("Late, too."))
            #expect(try await visitor.count("event WHERE kind IN ('leg_added', 'rerouted')") == 0)
        }
    }

    @Test func `a lead gives back what a colleague holds, and the history names both`() async throws {
        try await TinyServer.with { visitor in
            let (crew, address, _) = try await atTheEdge(visitor)
            let held = try await crew.page(address)
            #expect(!held.contains("/give-back"))
            let lead = try await Browser(visitor, person: .lead)
            let page = try await lead.page(address)
            #expect(page.contains("Give it back for crew?"))
            let silent = try await lead.send("\(address)/give-back", of: page)
            #expect(silent.status == 422 && silent.text.contains("<a href=\"#give-back-text\">"))
            // Another department's lead finds nothing, and a colleague of the crew may not.
            let stranger = try await Browser(visitor, person: .lead, of: "police")
            let form = try Browser.form("\(address)/give-back", in: page).merging(["text": "Gone home."]) { $1 }
            #expect(try await stranger.post("\(address)/give-back", form).status == 410)
            #expect(try await crew.post("\(address)/give-back", form).status == 403)
            for _ in 0..<2 {
                let sent = try await lead.post("\(address)/give-back", form)
                #expect(sent.location == "/desk?said=given-back", "\(sent.text)")
            }
            let after = try await lead.page(address)
            #expect(after.contains("Taken back from crew and given to the queue of Public Works"))
            #expect(after.contains("(works/lead)") && after.contains("“Gone home.”"))
            #expect(try await visitor.count("event WHERE kind = 'released'") == 1)
            let late = try await crew.send("\(address)/complete", of: held, ["outcome": "done", "note": "Filled."])
            #expect(late.status == 409 && late.text.contains("Filled."))
        }
    }

    @Test func `who comes too late with another's item is not told that their own time ran out`() async throws {
        try await TinyServer.with { visitor in
            let (crew, address, _) = try await atTheEdge(visitor)
            let lead = try await Browser(visitor, person: .lead)
            let page = try await lead.page(address)
            let held = try await crew.page(address)
            _ = try await crew.send("\(address)/release", of: held)
            let late = try await lead.send("\(address)/give-back", of: page, ["text": "Gone <home>."])
            #expect(late.status == 409)
            #expect(late.text.contains("Nobody has it in hand any more") && late.text.contains("Gone &lt;home&gt;."))
            #expect(!late.text.contains("Your time for this item"))
            // Somebody else has it by now.
            #expect(try await lead.take() == Int(address.split(separator: "/")[2]))
            let again = try await crew.send("\(address)/complete", of: held, ["outcome": "done"])
            #expect(again.status == 409 && again.text.contains("Your time for this item ran out, and lead has it now."))
            _ = try await lead.send(
                "\(address)/hand-over",
                of: try await lead.page(address),
                ["to": "parks", "hand-over-reason": "Theirs."]
            )
            let offered = try await lead.page(address)
            _ = try await crew.send("\(address)/withdraw", of: try await crew.page(address), ["text": "Ours."])
            let taken = try await lead.send("\(address)/withdraw", of: offered, ["text": "Ours, too."])
            #expect(taken.status == 409 && taken.text.contains("Ours, too."))
            #expect(!taken.text.contains("Your time for this item"))
        }
    }

    @Test func `a duplicate is picked from those that are open close by`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address, _) = try await atTheEdge(visitor)
            var near = Visitor.pothole
            near["long"] = "20.0095"
            let original = try await visitor.submitted(near)
            let page = try await browser.page(address)
            let picked = try #require(
                page.firstMatch(of: /<option value="([^"]+)">[^<]+, 49 m away, waiting<\/option>/)
            )
            let reference = String(picked.output.1)
            let both = try await browser.send(
                "\(address)/complete",
                of: page,
                ["outcome": "duplicate", "pick": reference, "note": String(repeating: "x", count: 2001)]
            )
            #expect(both.status == 422 && both.text.contains("value=\"\(reference)\" selected>"))
            let sent = try await browser.send(
                "\(address)/complete",
                of: page,
                ["outcome": "duplicate", "pick": reference]
            )
            #expect(sent.location == "\(address)?said=completed", "\(sent.text)")
            #expect(try await browser.page(address).contains("Duplicate of \(original)"))
            #expect(try await visitor.count("event WHERE kind = 'linked'") == 1)
        }
    }
}
