import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct ItemTests {
    private static let hostile = #"<script>alert("x")</script> & 'quotes' {{frame.title}} "#

    @Test func `an item shows what was reported, where, why it came here, and by when`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["attribute[depth]"] = "Deep"
            form["address_string"] = "Main Street 1"
            form["email"] = "ann@example.org"
            let id = try await visitor.submitted(form)
            let browser = try await Browser(visitor)
            let item = try await browser.take()
            let page = try await browser.page("/desk/items/\(item)")
            #expect(page.contains("<h1>Pothole</h1>"))
            let shown = "\(id.prefix(4))-\(id.dropFirst(4).prefix(4))-\(id.suffix(1))"
            #expect(page.contains(#"<a href="/r/\#(id)"><code class="unbroken">\#(shown)</code></a>"#))
            #expect(page.contains("<dt>How deep is it?</dt><dd>Deep</dd>"))
            #expect(page.contains("Main Street 1<br><code>10.01000, 20.00500</code>"))
            #expect(page.contains(#"<span class="words">Deep.</span>"#))
            #expect(page.contains("This goes to Public Works"))
            #expect(page.contains("<li>Queue: works/W (Public Works), priority 1</li>"))
            #expect(page.contains("A resident reported it; it went to Public Works"))
            #expect(page.firstMatch(of: /<time datetime="[0-9T:-]+Z">due in \d+ (hours|days)<\/time>/) != nil)
            #expect(page.contains(#"width="288" height="288" alt="Map of the place at 10.01000, 20.00500""#))
            // Contact details are no part of it before somebody asks for them.
            #expect(!page.contains("ann@") && !page.contains("mailto:"))
        }
    }

    @Test func `hostile words are words`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["description"] = Self.hostile
            form["address_string"] = Self.hostile
            _ = try await visitor.submitted(form)
            let browser = try await Browser(visitor, name: #"<img src=x onerror=alert(1)>"#)
            let item = try await browser.take()
            let typed = ["outcome": "no_action", "reason": Self.hostile, "note": Self.hostile]
            let pages = [
                try await browser.page("/desk"), try await browser.page("/desk/items/\(item)"),
                try await browser.page("/desk/items?state=open"), try await browser.page("/dispatch/items?state=open"),
                try await browser.send(
                    "/desk/items/\(item)/complete",
                    of: try await browser.page("/desk/items/\(item)"),
                    ["outcome": "duplicate", "original": Self.hostile, "note": Self.hostile]
                ).text,
            ]
            let done = try await browser.send(
                "/desk/items/\(item)/complete",
                of: try await browser.page("/desk/items/\(item)"),
                typed
            )
            #expect(done.status == 303)
            for page in pages + [try await browser.page("/desk/items/\(item)")] {
                // Scripts of ours are files.
                #expect(!page.contains("<script>"))
                #expect(!page.contains("<img src=x"))
            }
            // A template in somebody's words is not run.
            #expect(pages[1].contains("{{frame.title}}"))
            #expect(pages[1].contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; "))
        }
    }

    @Test(
        arguments: [
            (["outcome": "done"], "done", "Done"),
            (["outcome": "not_found", "note": "We looked twice."], "not_found", "Not found"),
            (["outcome": "no_action", "reason": "private road"], "no_action: private road", "No action: private road"),
            (["outcome": "duplicate", "original": "ORIGINAL"], "duplicate: ORIGINAL", "Duplicate of ORIGINAL"),
            (
                ["outcome": "handed_on", "receiver": "the railway"], "handed_on: the railway",
                "Handed on to the railway"
            ),
        ] as [([String: String], String, String)],
        [false, true]
    )
    func `every outcome closes a held item and an accepted one, once`(
        outcome: ([String: String], String, String),
        isAccepted: Bool
    ) async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let original = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let item = try await browser.take()
            let address = "/desk/items/\(item)"
            var page = try await browser.page(address)
            if isAccepted {
                let accepted = try await browser.send("\(address)/accept", of: page, ["reference": "WO-9"])
                #expect(accepted.location == "\(address)?said=accepted")
                page = try await browser.page("\(address)?said=accepted")
                #expect(page.contains("Accepted, their number WO-9"))
                #expect(!page.contains("Give it back"))
                #expect(try Browser.form("\(address)/complete", in: page).keys.sorted() == ["token"])
            }
            let typed = outcome.0.mapValues { $0 == "ORIGINAL" ? original.lowercased() : $0 }
            let done = try await browser.send("\(address)/complete", of: page, typed)
            #expect(done.location == "\(address)?said=completed", "\(done.text)")
            // A second tap of the same button says the same.
            #expect(try await browser.send("\(address)/complete", of: page, typed).location == done.location)
            let closed = try await browser.page("\(address)?said=completed")
            #expect(closed.contains(outcome.2.replacing("ORIGINAL", with: original)))
            #expect(!closed.contains("Close this item"))
            let kept = try await visitor.database.pool.first(
                "SELECT outcome || coalesce(': ' || outcome_detail, '') FROM work_item WHERE item = \(item)"
            ) { row in try row.decode(String.self) }
            #expect(kept == outcome.1.replacing("ORIGINAL", with: original))
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect(record?["status"]?.text == "closed")
            if let note = typed["note"] { #expect(record?["status_notes"]?.text == note) }
            let kinds = try await visitor.city.history.lines(of: id).map(\.kind)
            #expect(kinds == ["submitted"] + (isAccepted ? ["accepted"] : []) + ["completed", "closed"])
        }
    }

    @Test(
        arguments: [
            ([:], "outcome-error"), (["outcome": "lost"], "outcome-error"), (["outcome": "no_action"], "reason-error"),
            (["outcome": "handed_on", "receiver": " "], "receiver-error"),
            (["outcome": "duplicate", "original": "nonsense"], "original-error"),
            (["outcome": "duplicate", "original": "ITSELF"], "original-error"),
            (["outcome": "duplicate", "original": "NOBODY'S"], "original-error"),
            (["outcome": "done", "note": "a\u{1}b"], "note-error"),
            (["outcome": "no_action", "reason": String(repeating: "x", count: 501)], "reason-error"),
        ] as [([String: String], String)]
    )
    func `a form with a mistake comes back as it was, and nothing is done`(
        typed: [String: String],
        error: String
    ) async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            // A well-formed reference that no request has.
            let stray = try #require(visitor.city.row.cipher.id(for: 999_999)).text
            var typed = typed.mapValues { $0 == "ITSELF" ? id : $0 == "NOBODY'S" ? stray : $0 }
            if typed["note"] == nil { typed["note"] = "Words that took long to type." }
            let page = try await browser.page(address)
            let answer = try await browser.send("\(address)/complete", of: page, typed)
            #expect(answer.status == 422)
            #expect(answer.text.contains(#"id="\#(error)""#))
            #expect(answer.text.contains("<title>Error: "))
            #expect(answer.text.contains("There is a problem"))
            if error != "note-error" { #expect(answer.text.contains(">Words that took long to type.</textarea>")) }
            if let outcome = typed["outcome"], outcome != "lost" {
                #expect(answer.text.contains(#"value="\#(outcome)" checked"#))
            }
            #expect(try await visitor.count("lease") == 1)
            // Mended, the form that came back works.
            let mended = try await browser.send("\(address)/complete", of: answer.text, ["outcome": "done"])
            #expect(mended.location == "\(address)?said=completed")
        }
    }

    @Test func `given back, an item stands first in its queue with one more attempt`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let item = try await browser.take()
            let address = "/desk/items/\(item)"
            let page = try await browser.page(address)
            let long = ["reason": String(repeating: "x", count: 501)]
            let wrong = try await browser.send("\(address)/release", of: page, long)
            #expect(wrong.status == 422)
            #expect(wrong.text.contains(##"<a href="#release-reason">Use at most 500"##))
            // The address of the form that came back leads to the item when it is loaded again.
            #expect(try await browser.get("\(address)/release").location == address)
            let released = try await browser.send("\(address)/release", of: page, ["reason": "no ladder"])
            #expect(released.location == "\(address)?said=released")
            #expect(try await browser.send("\(address)/release", of: page, ["reason": "no ladder"]).status == 303)
            let waiting = try await browser.page("\(address)?said=released")
            #expect(waiting.contains("It waits in works/W"))
            #expect(waiting.contains("Attempt 2"))
            #expect(waiting.contains("“no ladder”"))
            #expect(!waiting.contains("Close this item"))
            #expect(try await visitor.city.history.lines(of: id).map(\.kind) == ["submitted", "released"])
            let next = try await browser.send("/desk/take", of: waiting)
            #expect(next.location == "\(address)?said=taken")
        }
    }

    @Test func `more time is to be had, up to an hour`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let pool = visitor.database.pool
            try await pool.execute("UPDATE lease SET expires_at = now() + interval '1 minute'")
            let page = try await browser.page(address)
            #expect(page.contains("left, until"))
            #expect(try await browser.send("\(address)/renew", of: page).location == "\(address)?said=renewed")
            #expect(try await browser.page("\(address)?said=renewed").contains("minutes left"))
            try await pool.execute(
                "UPDATE lease SET claimed_at = now() - interval '50 minutes', expires_at = now() + interval '1 minute'"
            )
            #expect(try await browser.send("\(address)/renew", of: page).location == "\(address)?said=longest")
        }
    }

    @Test(arguments: ["complete", "accept", "release", "renew"])
    func `a lost lease is said plainly, with what was typed, and nothing is done`(action: String) async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let key = try await visitor.key("works")
            let browser = try await Browser(visitor, key: key)
            let address = "/desk/items/\(try await browser.take())"
            let page = try await browser.page(address)
            try await visitor.database.pool.execute("UPDATE lease SET expires_at = now() - interval '1 second'")
            #expect(try await eventually { try await visitor.count("ready") == 1 })
            let typed = [
                "complete": ["outcome": "done", "note": "Filled <it>."], "accept": ["reference": "WO-7"],
                "release": ["reason": "no ladder"],
            ]
            let lost = try await browser.send("\(address)/\(action)", of: page, typed[action] ?? [:])
            #expect(lost.status == 409)
            #expect(lost.text.contains("Nothing was written down"))
            #expect(lost.text.contains("went back to its queue"))
            let words = ["complete": "Filled &lt;it&gt;.", "accept": "WO-7", "release": "no ladder"][action]
            if let words { #expect(lost.text.contains(#"<blockquote class="words">\#(words)</blockquote>"#)) }
            #expect(try await visitor.city.history.lines(of: id).map(\.kind) == ["submitted", "lease_expired"])
            // Somebody else has it by now.
            let ann = try await Browser(visitor, key: key, name: "Ann")
            _ = try await ann.take()
            let fresh = try await browser.send("/desk/take", of: try await browser.page("/desk"))
            #expect(fresh.location == "/desk?said=nothing")
            var form = try Browser.form("\(address)/\(action)", in: page)
            form["token"] = String(repeating: "a", count: 32)
            let later = try await browser.post("\(address)/\(action)", form.merging(typed[action] ?? [:]) { $1 })
            #expect(later.status == 409)
            #expect(later.text.contains("Ann has it now"))
            #expect(try await visitor.count("accepted") == 0)
        }
    }

    @Test func `what another window closed already is said, not done twice`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let (one, other) = (try await browser.page(address), try await browser.page(address))
            #expect(try await browser.send("\(address)/complete", of: one, ["outcome": "done"]).status == 303)
            let late = try await browser.send("\(address)/complete", of: other, ["outcome": "not_found"])
            #expect(late.status == 409)
            #expect(late.text.contains("closed already: Done"))
            let kinds = try await visitor.city.history.lines(of: id).map(\.kind)
            #expect(kinds == ["submitted", "completed", "closed"])
        }
    }

    @Test(
        arguments: [
            ("complete", ["outcome": "no_action", "note": "Typed long."]),
            ("accept", ["reference": String(repeating: "x", count: 101)]),
            ("release", ["reason": "a\u{1}b"]),
        ] as [(String, [String: String])]
    )
    func `a mistake in a form that is not there any more is told as the loss it is`(
        action: String,
        typed: [String: String]
    ) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let (one, other) = (try await browser.page(address), try await browser.page(address))
            #expect(try await browser.send("\(address)/complete", of: one, ["outcome": "done"]).status == 303)
            let late = try await browser.send("\(address)/\(action)", of: other, typed)
            #expect(late.status == 409)
            #expect(late.text.contains("closed already: Done"))
            #expect(late.text.contains(#"<blockquote class="words">"#))
        }
    }

    @Test func `a notice is not repeated once it has stopped being true`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let taken = try await browser.page("\(address)?said=taken")
            #expect(taken.contains("This item is yours"))
            #expect(!(try await browser.page("\(address)?said=completed")).contains("The item is closed"))
            #expect(try await browser.send("\(address)/release", of: taken).location == "\(address)?said=released")
            #expect(try await browser.page("\(address)?said=released").contains("back at the front"))
            // The tab that is still open, loaded again.
            #expect(!(try await browser.page("\(address)?said=taken")).contains("This item is yours"))
        }
    }

    @Test func `another department's item is not there`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let works = try await Browser(visitor)
            let address = "/desk/items/\(try await works.take())"
            let page = try await works.page(address)
            let parks = try await Browser(visitor, "parks")
            let answer = try await parks.get(address)
            #expect(answer.status == 404)
            // With the way back for staff.
            #expect(answer.text.contains(#"<a href="/desk" aria-current="page">Desk</a>"#))
            for action in ["complete", "accept", "release", "renew"] {
                let answer = try await parks.send("\(address)/\(action)", of: page, ["outcome": "done"])
                #expect(answer.status == 410, "\(action)")
            }
            #expect(try await visitor.count("lease") == 1)
            for path in ["/desk/items/0", "/desk/items/x", "/desk/items/99999999999999999999"] {
                #expect(try await works.get(path).status == 404)
            }
        }
    }
}
