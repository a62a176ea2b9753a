import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct ItemClockTests {
    /// An item that the works have accepted at their desk; gives its address.
    private static func accepted(_ browser: Browser) async throws -> String {
        let address = "/desk/items/\(try await browser.take())"
        let held = try await browser.page(address)
        #expect(!held.contains("Pause the clock"))
        let accepted = try await browser.send("\(address)/accept", of: held)
        #expect(accepted.location == "\(address)?said=accepted")
        return address
    }

    @Test func `the clock is paused with a reason and runs again`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = try await Self.accepted(browser)
            let page = try await browser.page(address)
            let paused = try await browser.send("\(address)/pause", of: page, ["reason": "Waiting for <parts>."])
            #expect(paused.location == "\(address)?said=paused")
            // A second tap of the same button says the same.
            #expect(
                try await browser.send("\(address)/pause", of: page, ["reason": "Waiting for <parts>."]).location
                    == paused.location
            )
            let still = try await browser.page("\(address)?said=paused")
            for text in ["The clock is paused, and the resident", "“Waiting for &lt;parts&gt;.”", "clock paused"] {
                #expect(still.contains(text), "\(text)")
            }
            #expect(!still.contains(#"value="Pause the clock""#))
            let list = try await browser.page("/desk/items?state=accepted")
            #expect(list.contains("clock paused"))
            #expect(
                try await browser.page("/dispatch/requests/\(id)").contains("The clock has been paused since today at")
            )
            #expect(try await visitor.page("/r/\(id)").words.contains("(the clock is paused)"))
            // It lay there for a week: five working days run on from now.
            try await visitor.database.pool.execute(
                "UPDATE work_item SET paused_at = paused_at - interval '7 days', due_at = due_at - interval '7 days'"
            )
            try await visitor.database.pool.execute(
                "UPDATE service_request SET expected_at = expected_at - interval '7 days'"
            )
            let resumed = try await browser.send("\(address)/resume", of: still)
            #expect(resumed.location == "\(address)?said=resumed")
            #expect(try await browser.send("\(address)/resume", of: still).location == resumed.location)
            let running = try await browser.page("\(address)?said=resumed")
            for text in [
                "The clock runs again.", "The date moved from ", "The clock was paused: Waiting for &lt;parts&gt;.",
                "Public Works paused the clock", "Public Works let the clock run on",
                "What the resident was promised moved from ",
            ] {
                #expect(running.contains(text), "\(text)")
            }
            // The tab that is still open, loaded again.
            #expect(!(try await browser.page("\(address)?said=paused")).contains("the resident can read why"))
        }
    }

    @Test(arguments: [
        ("", "Say why"), ("a\u{1}b", "Use letters"), (String(repeating: "x", count: 501), "Use at most 500"),
    ])
    func `a reason must be given, and a mistake comes back with what was typed`(
        reason: String,
        words: String
    ) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = try await Self.accepted(browser)
            let wrong = try await browser.send(
                "\(address)/pause",
                of: try await browser.page(address),
                ["reason": reason]
            )
            #expect(wrong.status == 422)
            #expect(wrong.text.contains(##"<a href="#pause-reason">\##(words)"##))
            #expect(wrong.text.contains("<title>Error: "))
            let mended = try await browser.send("\(address)/pause", of: wrong.text, ["reason": "The street is shut."])
            #expect(mended.location == "\(address)?said=paused")
        }
    }

    @Test func `what another window did already is said, with what was typed, and another department's is not there`()
        async throws
    {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let address = try await Self.accepted(browser)
            let (one, other) = (try await browser.page(address), try await browser.page(address))
            let parks = try await Browser(visitor, "parks")
            #expect(try await parks.send("\(address)/pause", of: one, ["reason": "Ours."]).status == 410)
            #expect(try await browser.send("\(address)/pause", of: one, ["reason": "First."]).status == 303)
            for reason in ["Second.", ""] {
                let late = try await browser.send("\(address)/pause", of: other, ["reason": reason])
                #expect(late.status == 409)
                #expect(late.text.contains("The clock is paused already."))
                if !reason.isEmpty { #expect(late.text.contains(#"<blockquote class="words">Second."#)) }
            }
            let (still, twin) = (try await browser.page(address), try await browser.page(address))
            #expect(try await browser.send("\(address)/resume", of: still).status == 303)
            let late = try await browser.send("\(address)/resume", of: twin)
            #expect(late.status == 409)
            #expect(late.text.contains("The clock of this item runs again already."))
            // On a slow machine the pause lasts a second, and the promise moves by it.
            let kinds = try await visitor.city.history.lines(of: id).map(\.kind).filter { $0 != "due_moved" }
            #expect(kinds == ["submitted", "accepted", "paused", "resumed"])
            let running = try await browser.page(address)
            #expect(try await browser.send("\(address)/complete", of: running, ["outcome": "done"]).status == 303)
            let over = try await browser.send("\(address)/pause", of: running, ["reason": "Too late."])
            #expect(over.status == 409)
            #expect(over.text.contains("closed already: Done"))
        }
    }
}
