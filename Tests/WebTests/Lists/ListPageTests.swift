import Foundation
import Store
import TestSupport
import Testing
import Web

@Suite struct ListPageTests {
    @Test func `what is set is in the address, on the page, and can be taken away one by one`() async throws {
        try await TinyServer.with { visitor in
            try await MixedCity.fill(visitor)
            let browser = try await Browser(visitor)
            let page = try await browser.page(
                "/desk/items?state=accepted&service=pothole&due=late&age=1&channel=api&q=d1&mine="
            )
            let chips = page.matches(
                of: /<a class="chip" href="([^"]+)"><span class="visually-hidden">Without <\/span>([^<]+) </
            )
            #expect(
                chips.map { String($0.output.2) } == [
                    "Accepted", "Service: Pothole", "Late", "More than a day old", "Way in: Another system",
                    "Words: d1",
                ]
            )
            for chip in chips {
                let address = String(chip.output.1).replacing("&amp;", with: "&")
                let without = try await browser.page(address)
                #expect(!without.contains("Without </span>\(chip.output.2) <"))
                #expect(without.matches(of: /class="chip"/).count == 5)
            }
            #expect(page.contains(#"<option value="pothole" selected>"#))
            #expect(page.contains("<title>Accepted, Public Works ("))
        }
    }

    @Test func `a column's head leads to its order and, where that is the list's, to the other`() async throws {
        try await TinyServer.with { visitor in
            for _ in 0..<3 { _ = try await visitor.submitted() }
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk/items?state=open")
            #expect(page.contains(#"aria-sort="ascending"><a href="/desk/items?state=open&amp;order=due-last">"#))
            #expect(page.contains(#"<a href="/desk/items?state=open&amp;order=oldest">"#))
            let newest = try await browser.page("/desk/items?state=open&order=newest")
            #expect(newest.contains(#"aria-sort="descending"><a href="/desk/items?state=open&amp;order=oldest">"#))
            let items = newest.matches(of: /href="\/desk\/items\/(\d+)"/).map { String($0.output.1) }
            #expect(items == ["3", "2", "1"])
        }
    }

    @Test(arguments: ["state=x", "order=x", "due=x", "age=0", "age=x", "channel=x", "hours=0&state=closed", "after=x"])
    func `an address that is none is refused by name`(query: String) async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            for base in ["/desk/items", "/desk/items.csv", "/desk/items.geojson", "/desk/sheets", "/dispatch/items"] {
                let answer = try await browser.get("\(base)?\(query)")
                #expect(answer.status == 400)
                #expect(answer.text.contains("\(query.prefix { $0 != "=" }): expected"))
            }
        }
    }

    @Test func `a list with a name stands on the desk of whose it is, until it is taken away`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let key = try await visitor.key("works")
            let truck = try await Browser(visitor, key: key, name: "Truck")
            let car = try await Browser(visitor, key: key, name: "Car")
            let crew = try await Browser(visitor, person: .crew)
            let police = try await Browser(visitor, "police")
            func keep(_ browser: Browser, _ name: String, _ query: String) async throws -> String? {
                // As a browser reads it from the page.
                let page = try await browser.page("/desk/items?\(query)")
                let hidden = try #require(try Browser.form("/desk/views", in: page)["query"])
                let form = ["name": name, "query": hidden.replacing("&amp;", with: "&")]
                return try await browser.post("/desk/views", form).location
            }
            #expect(
                try await keep(truck, "Holes", "state=waiting&service=pothole")
                    == "/desk/items?state=waiting&service=pothole&said=view-kept"
            )
            // The same name means the newer list.
            #expect(try await keep(truck, "Holes", "state=late&order=oldest")?.hasSuffix("said=view-kept") == true)
            #expect(
                try await keep(truck, String(repeating: "x", count: 61), "state=late")?.hasSuffix("said=view-name")
                    == true
            )
            #expect(try await keep(crew, "My own <b>", "state=open&mine=1")?.hasSuffix("said=view-kept") == true)
            let link = #"<a href="/desk/items?state=late&amp;order=oldest">Holes</a>"#
            #expect(try await truck.page("/desk").contains(link))
            // Who signs in with a key is the department; a person's lists are the person's.
            #expect(try await car.page("/desk").contains(link))
            #expect(
                try await crew.page("/desk").contains(
                    #"<a href="/desk/items?state=open&amp;mine=1">My own &lt;b&gt;</a>"#
                )
            )
            #expect(try await !crew.page("/desk").contains("Holes"))
            #expect(try await !police.page("/desk").contains("Holes"))
            let form = try Browser.form("/desk/views/forget", in: try await truck.page("/desk"))
            _ = try await police.post("/desk/views/forget", form)
            _ = try await crew.post("/desk/views/forget", form)
            #expect(try await truck.page("/desk").contains(link))
            #expect(try await car.post("/desk/views/forget", form).location == "/desk?said=view-forgotten#views")
            #expect(try await !truck.page("/desk").contains("Holes"))
        }
    }

    @Test func `what a kept list's query may say is what a list's address says, and nothing else`() async throws {
        try await TinyServer.with { visitor in
            let browser = try await Browser(visitor)
            let bad = try await browser.post("/desk/views", ["name": "x", "query": "state=nonsense"])
            #expect(bad.status == 400)
            let odd = try await browser.post(
                "/desk/views",
                ["name": "x", "query": "state=open&said=completed&evil=//x"]
            )
            #expect(odd.location == "/desk/items?state=open&said=view-kept")
        }
    }

    @Test func `a list of the last hour stays one when it is filtered`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            for state in ["submitted", "closed"] {
                let page = try await browser.page("/dispatch/items?state=\(state)&hours=1")
                #expect(page.contains(#"<input type="hidden" name="hours" value="1">"#))
            }
            #expect(try await !browser.page("/dispatch/items?state=submitted").contains(#"name="hours""#))
            #expect(try await !browser.page("/dispatch/items?state=open&hours=1").contains(#"name="hours""#))
        }
    }

    @Test func `who signs in with a key that may only read changes no list that others use`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let truck = try await Browser(visitor)
            let kept = try await truck.post("/desk/views", ["name": "Holes", "query": "state=open&service=pothole"])
            #expect(kept.status == 303)
            let desk = try await truck.page("/desk")
            let wall = try await Browser(visitor, key: try await visitor.key("works", scopes: [.read]))
            #expect(try await wall.page("/desk").contains(">Holes</a>"))
            #expect(try await !wall.page("/desk").contains("/desk/views/forget"))
            #expect(try await !wall.page("/desk/items").contains("/desk/views"))
            let form = try Browser.form("/desk/views/forget", in: desk)
            #expect(try await wall.post("/desk/views/forget", form).status == 403)
            #expect(try await wall.post("/desk/views", ["name": "Mine", "query": "state=open"]).status == 403)
            #expect(try await truck.page("/desk").contains(">Holes</a>"))
            #expect(try await !truck.page("/desk").contains(">Mine</a>"))
        }
    }
}
