import Store
import TestSupport
import Testing
import Web

@Suite struct RerouteDeskTests {
    /// A pothole that works has taken; gives the browser and the item's address.
    private func taken(_ visitor: Visitor) async throws -> (Browser, String) {
        _ = try await visitor.submitted()
        let browser = try await Browser(visitor, person: .crew)
        return (browser, "/desk/items/\(try await browser.take())")
    }

    @Test func `what would be decided is shown before anything changes, and then done once`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address) = try await taken(visitor)
            let page = try await browser.page("\(address)/reroute")
            #expect(page.contains("This goes to Public Works") && !page.contains("What would be decided</h2>"))
            let look = try await browser.page("\(address)/reroute?service=pothole&lat=10.01&long=20.015")
            #expect(look.contains("What would be decided</h2>"))
            #expect(look.contains("because the place is in a park"))
            #expect(look.contains("Queue: parks/2"))
            #expect(try await visitor.count("event WHERE kind = 'rerouted'") == 0)
            let silent = try await browser.send("\(address)/reroute", of: look)
            #expect(silent.status == 422)
            #expect(silent.text.contains("<a href=\"#reason\">Say why; the resident reads it too.</a>"))
            #expect(silent.text.contains("Queue: parks/2"))
            for _ in 0..<2 {
                let sent = try await browser.send(
                    "\(address)/reroute",
                    of: look,
                    ["reason": "The pin was wrong.", "address": "By the pond"]
                )
                #expect(sent.location == "/desk?said=rerouted-away", "\(sent.text)")
            }
            #expect(try await browser.page("/desk?said=rerouted-away").contains("another department’s now"))
            #expect(try await visitor.count("work_item WHERE department = 'parks'") == 1)
            #expect(
                try await visitor.count("service_request WHERE address = 'By the pond' AND longitude = 20.015") == 1
            )
            #expect(try await visitor.count("event WHERE kind = 'rerouted' AND item IS NULL") == 1)
            #expect(try await visitor.count("lease") == 0)
        }
    }

    @Test func `what stays in its queue stays in the hand`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address) = try await taken(visitor)
            let look = try await browser.page("\(address)/reroute?service=pothole&lat=10.011&long=20.005")
            #expect(look.contains("That is the queue it is in already: works/W."))
            let sent = try await browser.send("\(address)/reroute", of: look, ["reason": "A little to the north."])
            #expect(sent.location == "\(address)?said=rerouted")
            let after = try await browser.page("\(address)?said=rerouted")
            #expect(after.contains("The request was decided anew."))
            #expect(after.contains("Your time"))
        }
    }

    @Test(arguments: [
        ("service=nonsense", "<a href=\"#service\">Choose a service.</a>"),
        ("lat=x&long=20", "<a href=\"#lat\">Give latitude and longitude in degrees"),
        ("lat=11&long=21", "That cannot be decided"),
    ])
    func `what cannot be is said, and nothing is offered to confirm`(query: String, words: String) async throws {
        try await TinyServer.with { visitor in
            let (browser, address) = try await taken(visitor)
            let page = try await browser.page("\(address)/reroute?\(query)")
            #expect(page.contains(words))
            #expect(!page.contains("Decide it anew"))
        }
    }

    @Test func `a press on the map says where, with the service that was chosen`() async throws {
        try await TinyServer.with { visitor in
            let (browser, address) = try await taken(visitor)
            let query = "service=pothole&centre=10.01,20.015&zoom=17&use=cross"
            let sent = try await browser.get("\(address)/reroute?\(query)")
            #expect(sent.location == "\(address)/reroute?service=pothole&lat=10.01&long=20.015")
        }
    }

    @Test func `who has it not in hand is brought to the item`() async throws {
        try await TinyServer.with { visitor in
            let (_, address) = try await taken(visitor)
            let colleague = try await Browser(visitor, person: .lead)
            #expect(try await colleague.get("\(address)/reroute").location == address)
            let stranger = try await Browser(visitor, person: .crew, of: "police")
            #expect(try await stranger.get("\(address)/reroute").status == 404)
        }
    }
}
