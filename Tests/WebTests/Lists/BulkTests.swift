import Foundation
import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing
import Web

/// Several items of a list at once: each has its own answer, and none is changed without one.
@Suite struct BulkTests {
    /// Sends a list's form with items ticked.
    private func send(
        _ browser: Browser,
        _ items: [Int],
        _ fields: [String: String],
        to action: String = "/desk/bulk",
        token: String? = nil
    ) async throws -> Answer {
        let page = try await browser.page("/desk/items?state=open")
        var form = try Browser.form("/desk/bulk", in: page).merging(fields) { _, given in given }
        form["token"] = token ?? form["token"]
        let pairs =
            form.sorted { $0.key < $1.key }.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
            + items.map { "item=\($0)" }
        return try await browser.visitor.send(
            .post,
            action,
            headers: ["Cookie": browser.cookie, "Content-Type": "application/x-www-form-urlencoded"],
            body: pairs.joined(separator: "&")
        )
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// What the page of the results says, an item a line.
    private func told(_ answer: Answer, _ browser: Browser) async throws -> [String] {
        #expect(answer.status == 303, "\(answer.text)")
        let page = try await browser.page(try #require(answer.location))
        return page.matches(of: /<span aria-hidden="true">[✓✕]<\/span> ([^<]+)</).map { String($0.output.1) }
    }

    @Test func `taking several says of each whether it is one's own now`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<4 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let ann = try await Browser(visitor, key: key, name: "Ann")
            let bob = try await Browser(visitor, key: key, name: "Bob")
            let other = try await bob.take()
            let items = [1, 2, 3, 4]
            let lines = try await told(try await send(ann, items, ["action": "take"]), ann)
            #expect(lines.count == 4)
            for (item, words) in zip(items, lines) {
                #expect(words.hasPrefix(item == other ? "Not taken: somebody else has it" : "Taken"), "\(words)")
            }
            #expect(try await visitor.count("ready") == 0)
            let desk = try await ann.page("/desk")
            #expect(desk.matches(of: /minutes left, until/).count == 3)
        }
    }

    @Test func `sent twice it is done once, and says the same`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            let token = String(repeating: "ab", count: 16)
            let first = try await send(browser, [1, 2], ["action": "take"], token: token)
            let again = try await send(browser, [1, 2], ["action": "take"], token: token)
            #expect(first.status == 303 && first.location == again.location)
            #expect(try await visitor.count("lease") == 1)
        }
    }

    @Test func `what was begun as a handing over closes nothing`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            for begun in [["hand-over-reason": "In the park."], ["department": "parks"]] {
                let chosen = ["action": "complete", "outcome": "done"].merging(begun) { $1 }
                let answer = try await send(browser, [1, 2], chosen)
                #expect(answer.status == 422)
                #expect(answer.text.contains("Press “Hand the ticked items over”"))
            }
            #expect(try await visitor.count("work_item WHERE status = 'open'") == 2)
        }
    }

    @Test func `accepting takes what waits along, and closing tells the residents the note`() async throws {
        try await TinyServer.with { visitor in
            var ids: [String] = []
            for _ in 0..<4 { ids.append(try await visitor.submitted()) }
            let browser = try await Browser(visitor)
            let held = try await browser.take()
            let accepted = try await told(try await send(browser, [1, 2, 3], ["action": "accept"]), browser)
            #expect(accepted == ["Accepted", "Accepted", "Accepted"])
            #expect(try await visitor.count("accepted") == 3 && held <= 3)
            #expect(try await visitor.count("lease") == 0)
            let closing = ["action": "complete", "outcome": "done", "note": "The holes are filled."]
            let closed = try await told(try await send(browser, [1, 2, 3, 4], closing), browser)
            #expect(closed.prefix(3).allSatisfy { $0 == "Closed" })
            #expect(closed.last?.hasPrefix("Not closed: it is neither in your hands nor accepted") == true)
            #expect(
                try await visitor.get("/r/\(ids[0])", headers: ["Accept": "text/html"]).text.contains(
                    "The holes are filled."
                )
            )
            #expect(try await Verification(pool: visitor.database.pool).run().breaches.isEmpty)
        }
    }

    @Test func `giving back gives back what one holds, and hands over what may go`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            _ = try await told(try await send(browser, [1, 2], ["action": "take"]), browser)
            let back = try await told(try await send(browser, [1, 3], ["action": "release"]), browser)
            #expect(back == ["Given back to its queue", "Not given back: it is not in your hands"])
            let terms = ["department": "parks", "hand-over-reason": "It is a tree."]
            let sent = try await told(
                try await send(browser, [2, 3], terms, to: "/desk/bulk/hand-over"),
                browser
            )
            #expect(sent.first == "Handed over")
            #expect(sent.last?.hasPrefix("Not handed over: it is neither in your hands nor accepted") == true)
            #expect(
                try await Browser(visitor, "parks").page("/desk/items?state=waiting").contains(
                    "<strong>1 item</strong>"
                )
            )
            #expect(try await Verification(pool: visitor.database.pool).run().breaches.isEmpty)
        }
    }

    @Test func `another department's items are none of these, whoever asks`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let police = try await Browser(visitor, "police")
            let token = String(repeating: "0", count: 32)
            for (action, field) in [
                ("take", [:]), ("accept", [:]), ("release", [:]), ("complete", ["outcome": "done"]),
            ] as [(String, [String: String])] {
                let form = [
                    "token": String(token.dropLast(action.count)) + String(repeating: "1", count: action.count),
                    "action": action, "item": "1",
                ]
                let answer = try await police.post("/desk/bulk", form.merging(field) { _, given in given })
                #expect(answer.status == 303)
                let page = try await police.page(try #require(answer.location))
                #expect(page.contains("0 of 1 done"))
                #expect(!page.contains("Pothole"))
            }
            #expect(try await visitor.count("ready") == 1)
            #expect(try await visitor.count("event") == 1)
        }
    }

    @Test(
        arguments: [
            ([1], [:], "Choose what to do"), ([], ["action": "take"], "Tick the items first"),
            ([1], ["action": "complete"], "Choose what happened"),
            ([1], ["action": "complete", "outcome": "no_action"], "Say why nothing is done"),
            (Array(1...51), ["action": "take"], "Tick at most 50 items"),
        ] as [([Int], [String: String], String)]
    )
    func `what is missing is said, and nothing is done`(
        items: [Int],
        fields: [String: String],
        words: String
    ) async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let answer = try await send(browser, items, fields)
            #expect(answer.status == 422)
            #expect(answer.text.contains(words))
            #expect(try await visitor.count("ready") == 1)
        }
    }

    @Test func `take several takes so many, and leads to all of them`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<4 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            let taken = try await browser.send("/desk/take", of: try await browser.page("/desk"), ["count": "3"])
            #expect(taken.location == "/desk?said=several#hands")
            #expect(try await visitor.count("ready") == 1)
            #expect(try await browser.page("/desk").matches(of: /minutes left, until/).count == 3)
            for count in ["0", "51", "x"] {
                let none = try await browser.send("/desk/take", of: try await browser.page("/desk"), ["count": count])
                #expect(none.location == "/desk?said=count")
            }
            #expect(try await visitor.count("ready") == 1)
        }
    }
}
