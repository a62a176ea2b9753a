import Foundation
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct DeskTests {
    @Test func `the desk counts the department's queues, and every number leads to a list as long`() async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let browser = try await Browser(visitor)
            let numbers = Figures.links(in: try await browser.page("/desk"), to: "/desk/items")
            #expect(numbers.count > 10)
            for (address, number) in numbers {
                let (total, rows) = try await Figures.list(address, browser)
                #expect(total == number && rows == number, "\(address)")
            }
            let queues = try await visitor.city.queues.counts(department: "works")
            for queue in queues where queue.waiting + queue.leased + queue.accepted > 0 {
                let name = queue.queue.replacing("/", with: "%2F")
                #expect(numbers["/desk/items?state=waiting&queue=\(name)"] == queue.waiting)
                #expect(numbers["/desk/items?state=leased&queue=\(name)"] == queue.leased)
                #expect(numbers["/desk/items?state=accepted&queue=\(name)"] == queue.accepted)
            }
        }
    }

    @Test func `take next takes one, a second tap leads to the same`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk")
            let first = try await browser.send("/desk/take", of: page)
            let again = try await browser.send("/desk/take", of: page)
            #expect(first.status == 303)
            #expect(first.location?.hasPrefix("/desk/items/") == true)
            #expect(again.location == first.location)
            #expect(try await visitor.count("lease") == 1)
            #expect(try await visitor.count("ready") == 2)
            let item = try await browser.page(try #require(first.location))
            #expect(item.contains("This item is yours"))
            #expect(item.contains("In your hands"))
            // A form of a page that was loaded anew takes another one.
            _ = try await browser.take()
            #expect(try await visitor.count("lease") == 2)
            let desk = try await browser.page("/desk")
            #expect(desk.matches(of: /minutes left, until/).count == 2)
        }
    }

    @Test func `one token is good for one form only`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk")
            _ = try await browser.send("/desk/take", of: page)
            let other = try await browser.send("/desk/take", of: page, ["queue": "works/E"])
            #expect(other.status == 409)
            #expect(other.text.contains("open the page again"))
            #expect(try await browser.post("/desk/take", [:]).status == 400)
        }
    }

    @Test func `take next of a queue takes from that queue, and says when nothing waits`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk")
            let none = try await browser.send("/desk/take", of: page, ["queue": "works/E"])
            #expect(none.location == "/desk?said=nothing")
            #expect(try await browser.page("/desk?said=nothing").contains("Nothing is waiting there"))
            // Another department's queue is none of this one's.
            let foreign = try await browser.send("/desk/take", of: try await browser.page("/desk"), ["queue": "parks"])
            #expect(foreign.status == 404)
            let own = try await browser.send("/desk/take", of: try await browser.page("/desk"), ["queue": "works/W"])
            #expect(own.location?.hasPrefix("/desk/items/") == true)
        }
    }

    @Test func `another's hands are not this one's`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let ann = try await Browser(visitor, key: key, name: "Ann")
            let bob = try await Browser(visitor, key: key, name: "Bob")
            let item = try await ann.take()
            #expect(try await ann.page("/desk").contains("minutes left"))
            #expect(try await !bob.page("/desk").contains("minutes left"))
            let page = try await bob.page("/desk/items/\(item)")
            #expect(page.contains("Ann has this item."))
            #expect(page.contains("With Ann"))
            #expect(!page.contains("Close this item"))
            #expect(!page.contains(#"name="lease""#))
        }
    }

    @Test func `accepted work stands by date, late marked by word and shape, in pages`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<53 { _ = try await visitor.submitted() }
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            let list = items.map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
            _ = try await visitor.call("leases/\(lease ?? "")/accept", #"{"items":[\#(list)]}"#, key: key)
            for table in ["work_item", "accepted"] {
                try await visitor.database.pool.execute(
                    """
                    UPDATE \(unescaped: table) SET due_at = now() - interval '3 hours' WHERE item = \(items[20])
                    """
                )
            }
            let browser = try await Browser(visitor, key: key)
            let page = try await browser.page("/desk")
            let rows = page.matches(of: /<a href="\/desk\/items\/(\d+)">/).map { String($0.output.1) }
            #expect(rows.count == 50)
            #expect(rows.first == String(items[20]))
            #expect(page.contains(#"<span class="tag bad"><span aria-hidden="true">▲</span>"#))
            #expect(page.contains(">3 hours late</time>"))
            let next = try #require(page.firstMatch(of: /<a href="(\/desk\?after=[^"#]+)/)?.output.1)
            let rest = try await browser.page(String(next)).matches(of: /<a href="\/desk\/items\/(\d+)">/)
            #expect(Set(rows + rest.map { String($0.output.1) }).count == 53)
        }
    }
}
