import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct ContactTests {
    private static let person = [
        "first_name": "Ann", "last_name": "O'Lopez", "email": "ann+dog@example.org", "phone": "(555) 0199-7",
    ]
    private static let details = ["O&#39;Lopez", "ann+dog@example.org", "(555) 0199-7"]

    private static func expectNothing(
        in text: String,
        _ about: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for word in ["Lopez", "ann+dog", "ann%2Bdog", "0199"] {
            #expect(!text.contains(word), "\(word) in \(about)", sourceLocation: sourceLocation)
        }
    }

    @Test func `contact details are shown once to whoever presses the button, and the history says so`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(logger: recorder.logger) { visitor in
            let form = Visitor.pothole.merging(Self.person) { $1 }
            let (id, secret) = try await visitor.link(sending: try await visitor.draft(form))
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let page = try await browser.page(address)
            Self.expectNothing(in: page, "the item's page")
            #expect(page.contains("value=\"Show contact details\""))
            // What only fetches is led back to the item.
            let fetched = try await browser.get("\(address)/contact")
            #expect(fetched.status == 303 && fetched.location == address)
            let foreign = try await browser.post(
                "\(address)/contact",
                try Browser.form("\(address)/contact", in: page),
                headers: ["Sec-Fetch-Site": "cross-site"]
            )
            #expect(foreign.status == 403)
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 0)

            let shown = try await browser.send("\(address)/contact", of: page)
            #expect(shown.status == 200 && shown[header: "Cache-Control"] == "no-store")
            for text in Self.details { #expect(shown.text.contains(text), "\(text)") }
            #expect(shown.text.contains("href=\"mailto:ann%2Bdog@example.org\""))
            #expect(shown.text.contains("href=\"tel:55501997\""))
            #expect(!shown.text.contains("value=\"Show contact details\""))
            #expect(shown.words.contains("Public Works looked at the contact details (works/AB)"))
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 1)

            // The same form once more, as a browser that loads the page anew sends it.
            let repeated = try await browser.send("\(address)/contact", of: page)
            #expect(repeated.location == "\(address)?said=contact")
            let told = try await browser.page("\(address)?said=contact")
            #expect(told.contains("To see them again, press it again"))
            Self.expectNothing(in: told, "the item's page afterwards")
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 1)
            let again = try await browser.send("\(address)/contact", of: told)
            #expect(again.text.contains("ann+dog@example.org"))
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 2)

            let own = try await visitor.page("/r/\(id)?key=\(secret)")
            let sentence = "Public Works looked at your contact details."
            #expect(own.words.ranges(of: sentence).count == 2)
            let spanish = try await visitor.page("/r/\(id)?key=\(secret)&lang=es")
            #expect(spanish.words.contains("vio sus datos de contacto."))
            for path in ["/r/\(id)", "/r/\(id)/feed", "/open311/v2/requests/\(id).json?extensions=true"] {
                let answer = try await visitor.page(path)
                #expect(answer.status == 200 && !answer.text.contains("contact details"), "\(path)")
                Self.expectNothing(in: answer.text, path)
            }
            Self.expectNothing(in: own.text, "the private link")
            let board = try await Browser(visitor, "police").page("/dispatch/requests/\(id)")
            #expect(board.contains("Public Works looked at the contact details"))
            Self.expectNothing(in: board, "the board")
            #expect(try await Verification(pool: visitor.database.pool).run().breaches.isEmpty)
            // What makes the form harmless to repeat keeps nothing of it.
            #expect(try await visitor.count("idempotency WHERE answer LIKE '%ann%' OR answer LIKE '%0199%'") == 0)
        }
        let lines = recorder.lines.filter { $0.contains("Lopez") || $0.contains("ann+dog") || $0.contains("0199") }
        #expect(lines.isEmpty && !recorder.lines.isEmpty, "\(lines)")
    }

    @Test func `where no contact details were given there is no button`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let browser = try await Browser(visitor)
            let page = try await browser.page("/desk/items/\(try await browser.take())")
            #expect(page.contains("No contact details were given.") && !page.contains("Show contact details"))
        }
    }

    @Test func `nobody looks without the right to work, at another department's item or at one that is over`()
        async throws
    {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted(Visitor.pothole.merging(Self.person) { $1 })
            let browser = try await Browser(visitor)
            let address = "/desk/items/\(try await browser.take())"
            let page = try await browser.page(address)
            let form = try Browser.form("\(address)/contact", in: page)
            let others = try await Browser(visitor, "police")
            let reader = try await Browser(visitor, key: try await visitor.key("works", scopes: [.read]))
            #expect(try await !reader.page(address).contains("Show contact details"))
            var refused = [
                (410, try await others.post("\(address)/contact", form)),
                (403, try await reader.post("\(address)/contact", form)),
                (400, try await browser.post("\(address)/contact", [:])),
                (303, try await visitor.post("\(address)/contact", form)),
            ]
            #expect(try await browser.send("\(address)/complete", of: page, ["outcome": "done"]).status == 303)
            let over = try await browser.page(address)
            #expect(over.contains("only while the item is open") && !over.contains("Show contact details"))
            refused.append((409, try await browser.post("\(address)/contact", form)))
            for (status, answer) in refused {
                #expect(answer.status == status)
                Self.expectNothing(in: answer.text, "\(status)")
            }
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 0)
        }
    }

    @Test func `an offered item's are shown once it is accepted`() async throws {
        try await TinyServer.with { visitor in
            let item = try await offered(visitor)
            let parks = try await Browser(visitor, "parks")
            #expect(try await parks.take() == item)
            let address = "/desk/items/\(item)"
            let page = try await parks.page(address)
            #expect(page.contains("once your department has accepted the item"))
            #expect(!page.contains("Show contact details"))
            // Somebody who writes the form by hand.
            let token = ["token": String(repeating: "0", count: 32)]
            let early = try await parks.post("\(address)/contact", token)
            #expect(early.status == 409 && early.text.contains("Accept it, and you can look"))
            Self.expectNothing(in: early.text, "what is refused")
            #expect(try await visitor.count("event WHERE kind = 'contact_seen'") == 0)
            #expect(try await parks.send("\(address)/accept", of: page).status == 303)
            let shown = try await parks.send("\(address)/contact", of: try await parks.page(address))
            #expect(shown.status == 200 && shown.text.contains("ann+dog@example.org"))
            #expect(shown.words.contains("Parks looked at the contact details (parks/AB)"))
        }
    }

    /// Public Works takes an item and hands it to Parks; gives its number.
    private func offered(_ visitor: Visitor) async throws -> Int {
        _ = try await visitor.submitted(Visitor.pothole.merging(Self.person) { $1 })
        let works = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", key: works)
        let item = try #require(items.first)
        let body = #"{"items":[{"item_id":\#(item)}],"department":"parks","reason":"theirs"}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/hand-over", body, key: works) == ["ok"])
        return item
    }

    @Test(
        arguments: [
            ("ann@example.org", "mailto:ann@example.org"), ("a?b&c@example.org", "mailto:a%3Fb%26c@example.org"),
            ("a@b@c", nil), ("@b", nil), ("nobody", nil), ("a@b?subject=x", "mailto:a@b%3Fsubject%3Dx"),
        ] as [(String, String?)]
    )
    func `a mail address is a link where it is one, and nothing more`(email: String, address: String?) throws {
        let link = try #require(ContactView.Details(ServiceRequest.Contact(email: email)).email)
        #expect(link.text == email && link.address == address)
    }

    @Test(
        arguments: [
            ("+1 (555) 0199", "tel:+15550199"), ("555-0199;ext=7", "tel:55501997"), ("ask Bob", nil), ("٠١٢", nil),
        ] as [(String, String?)]
    )
    func `a telephone number is a link where it has digits`(phone: String, address: String?) throws {
        let link = try #require(ContactView.Details(ServiceRequest.Contact(phone: phone)).phone)
        #expect(link.text == phone && link.address == address)
    }
}
