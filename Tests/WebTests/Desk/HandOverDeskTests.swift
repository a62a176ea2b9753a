import Foundation
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct HandOverDeskTests {
    private static let terms = ["department": "parks", "hand-over-reason": "It is a tree."]

    /// A pothole that works has handed to parks at the desk; gives both browsers and the item.
    private func offered(_ visitor: Visitor) async throws -> (works: Browser, parks: Browser, item: Int) {
        _ = try await visitor.submitted()
        let works = try await Browser(visitor)
        let item = try await works.take()
        let address = "/desk/items/\(item)"
        let sent = try await works.send("\(address)/hand-over", of: try await works.page(address), Self.terms)
        #expect(sent.location == "/desk?said=handed-over", "\(sent.text)")
        return (works, try await Browser(visitor, "parks", name: "AB"), item)
    }

    @Test func `both departments read that it is offered, by whom, to whom and until when`() async throws {
        try await TinyServer.with { visitor in
            let (works, parks, item) = try await offered(visitor)
            #expect(try await works.page("/desk?said=handed-over").contains("The item is handed over."))
            let theirs = try await works.page("/desk/items/\(item)")
            #expect(theirs.contains("You have offered this item to Parks."))
            #expect(theirs.contains("Offered to Parks"))
            #expect(theirs.contains("Public Works offered it to Parks"))
            #expect(theirs.contains("“It is a tree.”"))
            #expect(theirs.firstMatch(of: /The offer stands until <time datetime="[0-9T:-]+Z">tomorrow at/) != nil)
            for form in ["complete", "accept", "decline", "hand-over"] {
                #expect(!theirs.contains("action=\"/desk/items/\(item)/\(form)\""))
            }
            #expect(!theirs.contains("Take next of"))
            let waiting = try await parks.page("/desk/items/\(item)")
            #expect(waiting.contains("Public Works offers this item to your department."))
            #expect(waiting.contains("Offered by Public Works"))
            #expect(try await parks.take() == item)
            let held = try await parks.page("/desk/items/\(item)")
            #expect(held.contains("Public Works offers this item to your department."))
            #expect(held.contains("Decline: it is not for us"))
            // A worker of the same name in the other department holds nothing.
            let owner = try await works.page("/desk/items/\(item)")
            #expect(owner.contains("AB has this item."))
            #expect(!owner.contains("Your time"))
            #expect(!owner.contains("action=\"/desk/items/\(item)/complete\""))
        }
    }

    @Test(arguments: [("complete", "note"), ("decline", "decline-reason"), ("hand-over", "hand-over-reason")])
    func `words about an offer that ended meanwhile are given back, and the page says why`(
        form: String,
        field: String
    ) async throws {
        try await TinyServer.with { visitor in
            let (_, parks, item) = try await offered(visitor)
            #expect(try await parks.take() == item)
            let page = try await parks.page("/desk/items/\(item)")
            // In one go: a sweep in between would find a deadline of an offer that goes on, and forget it.
            try await visitor.database.pool.execute(
                """
                WITH passed AS (
                    UPDATE deadline SET at = at - interval '2 days', about = about - interval '2 days'
                     WHERE kind = 'offer'
                )
                UPDATE work_item SET offer_expires_at = offer_expires_at - interval '2 days'
                 WHERE offered_to IS NOT NULL
                """
            )
            for _ in 0..<3000 where try await visitor.count("work_item WHERE offered_to IS NOT NULL") > 0 {
                try await Task.sleep(for: .milliseconds(10))
            }
            let answer = try await parks.send("/desk/items/\(item)/\(form)", of: page, [field: "Roots & all."])
            #expect(answer.status == 410)
            #expect(answer.text.contains("This is no longer yours"))
            #expect(answer.text.contains("You wrote: Roots &amp; all."))
            // What nobody typed anything about is still no page of theirs.
            #expect(try await parks.get("/desk/items/\(item)").status == 404)
        }
    }

    @Test func `the owner's desk lists what it has offered and until when, nobody else's does, until it is answered`()
        async throws
    {
        try await TinyServer.with { visitor in
            let (works, parks, item) = try await offered(visitor)
            let desk = try await works.page("/desk")
            #expect(desk.contains("<h2 id=\"offered\">Offered to others</h2>"))
            let row =
                /<a href="\/desk\/items\/(\d+)">Pothole<\/a><br>.*\n<td role="cell">to Parks<\/td>\n<td role="cell">until <time datetime="[0-9T:-]+Z">tomorrow at/
            #expect(desk.firstMatch(of: row)?.1 == "\(item)")
            #expect(try await !parks.page("/desk").contains("Offered to others"))
            let held = "/desk/items/\(try await parks.take())"
            #expect(try await works.page("/desk").contains("Offered to others"))
            _ = try await parks.send("\(held)/decline", of: try await parks.page(held), ["decline-reason": "No tree."])
            #expect(try await !works.page("/desk").contains("Offered to others"))
        }
    }

    @Test func `an offer is accepted at the desk and is the department's then`() async throws {
        try await TinyServer.with { visitor in
            let (works, parks, item) = try await offered(visitor)
            let address = "/desk/items/\(try await parks.take())"
            let accepted = try await parks.send("\(address)/accept", of: try await parks.page(address))
            #expect(accepted.location == "\(address)?said=accepted")
            let page = try await parks.page(address)
            #expect(page.contains("Parks accepted it from Public Works and owns it now"))
            #expect(!page.contains("offers this item"))
            #expect(try await works.get("/desk/items/\(item)").status == 404)
            // And handed on from there.
            let sent = try await parks.send(
                "\(address)/hand-over",
                of: page,
                ["department": "triage", "hand-over-reason": "Whose?"]
            )
            #expect(sent.location == "/desk?said=handed-over")
            #expect(try await parks.get(address).status == 404)
            let triage = try await Browser(visitor, "triage")
            #expect(try await triage.take() == item)
            let parked = try await triage.page(address)
            #expect(parked.contains("Parks gave it to triage"))
            #expect(parked.contains("“Whose?”"))
        }
    }

    @Test func `an offer is declined at the desk, with a reason, once`() async throws {
        try await TinyServer.with { visitor in
            let (works, parks, item) = try await offered(visitor)
            let address = "/desk/items/\(try await parks.take())"
            let page = try await parks.page(address)
            let long = ["decline-reason": String(repeating: "x", count: 501)]
            let mistaken = try await parks.send("\(address)/decline", of: page, long)
            #expect(mistaken.status == 422)
            #expect(mistaken.text.contains("href=\"#decline-reason\""))
            let declined = try await parks.send("\(address)/decline", of: page, ["decline-reason": "No tree."])
            #expect(declined.location == "/desk?said=declined")
            // A second tap says the same.
            let again = try await parks.send("\(address)/decline", of: page, ["decline-reason": "No tree."])
            #expect(again.location == "/desk?said=declined")
            #expect(try await parks.get(address).status == 404)
            #expect(
                try await works.page("/desk/items/\(item)").contains("Parks declined it; it is back with Public Works")
            )
            #expect(try await works.page("/desk/items/\(item)").contains("“No tree.”"))
            #expect(try await visitor.count("event WHERE kind = 'declined'") == 1)
        }
    }

    @Test func `a hand-over needs another department and a reason, and keeps what was typed`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let works = try await Browser(visitor)
            let address = "/desk/items/\(try await works.take())"
            let page = try await works.page(address)
            #expect(page.contains("<option value=\"police\">Police</option>"))
            #expect(!page.contains("<option value=\"works\">"))
            for department in ["", "works", "nobody", "<script>"] {
                let sent = try await works.send(
                    "\(address)/hand-over",
                    of: page,
                    ["department": department, "hand-over-reason": "Typed & kept"]
                )
                #expect(sent.status == 422)
                #expect(sent.text.contains("href=\"#hand-over-department\""))
                #expect(sent.text.contains("value=\"Typed &amp; kept\""))
            }
            let silent = try await works.send("\(address)/hand-over", of: page, ["department": "parks"])
            #expect(silent.status == 422)
            #expect(silent.text.contains("href=\"#hand-over-reason\""))
            #expect(silent.text.contains("<option value=\"parks\" selected>"))
            #expect(try await visitor.count("event WHERE kind = 'offered'") == 0)
        }
    }

    @Test func `a late hand-over says what became of the item, and keeps the words`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let works = try await Browser(visitor)
            let address = "/desk/items/\(try await works.take())"
            let page = try await works.page(address)
            try await visitor.database.pool.execute("UPDATE lease SET expires_at = now() - interval '1 second'")
            _ = try await visitor.city.queues.rescue()
            let late = try await works.send("\(address)/hand-over", of: page, Self.terms)
            #expect(late.status == 409)
            #expect(late.text.contains("It is a tree."))
            #expect(try await visitor.count("event WHERE kind = 'offered'") == 0)
        }
    }

    @Test func `who gives an item back once too often is told that it is with triage`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            try await visitor.database.pool.execute(
                "WITH r AS (UPDATE ready SET attempt = 4) UPDATE work_item SET attempt = 4"
            )
            let works = try await Browser(visitor)
            let address = "/desk/items/\(try await works.take())"
            let released = try await works.send("\(address)/release", of: try await works.page(address))
            #expect(released.location == "/desk?said=triaged")
            #expect(try await works.page("/desk?said=triaged").contains("it is with triage now"))
        }
    }
}
