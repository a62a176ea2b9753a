import Foundation
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// The catalog changed, checked, published and taken back in a browser, on a server that runs.
@Suite struct PublishingTests {
    private static let edit = "/dispatch/catalog/edit"

    @Test func `a changed rule is checked with the reports there are, published, decides the next, and is taken back`()
        async throws
    {
        try await TinyServer.with(.live) { visitor in
            for _ in 0..<2 { _ = try await visitor.submitted() }
            _ = try await visitor.submitted(Visitor.pothole.merging(["long": "20.015"]) { _, new in new })
            let editor = try await Browser(visitor, person: .editor)
            let text = try Self.file("services/street.yml")
            #expect(try await editor.page("\(Self.edit)?file=services/street.yml").contains("code: fallen-tree"))

            let check = try await editor.check("services/street.yml", Self.toParks(text), base: 1)
            #expect(check.status == 200)
            let words = check.words
            #expect(words.contains("Tried with the latest 3 reports"))
            #expect(words.contains("2 would go elsewhere, 2 of them to another department. 2 of the 2 are open"))
            #expect(words.contains("works/W parks/W 2 2"))
            #expect(words.contains("Service changed: Pothole"))
            #expect(words.contains("after: Always → Parks, a queue for each borough"))
            #expect(words.contains("1 line is new, 1 is gone"))
            #expect(try await visitor.count("publication") == 1)

            let published = try await editor.publish(
                check,
                "services/street.yml",
                Self.toParks(text),
                "Parks takes over"
            )
            #expect(published.location == "/dispatch/catalog?said=published")
            #expect(try await eventually { try visitor.city.publication.number == 2 })
            #expect(try visitor.city.publication.actor == "editor")
            #expect(try await visitor.ownerOfNew() == "parks")
            let page = try await editor.page("/dispatch/catalog?said=published")
            #expect(page.contains("It is published") && page.contains("Parks takes over"))

            let back = try await editor.get("/dispatch/catalog/rollback?to=1")
            #expect(back.words.contains("3 would go elsewhere") && !back.text.contains("<title>Error"))
            let silent = try await editor.send("/dispatch/catalog/rollback", of: back.text)
            #expect(silent.status == 422 && silent.text.contains("<title>Error: Go back to the catalog"))
            let gone = try await editor.send("/dispatch/catalog/rollback", of: back.text, ["note": "It was too soon"])
            #expect(gone.location == "/dispatch/catalog?said=published")
            #expect(try await eventually { try visitor.city.publication.number == 3 })
            #expect(try await visitor.ownerOfNew() == "works")
        }
    }

    @Test(
        arguments: [
            (
                "department: parks\n        queue_by: precinct", "department: praks\n        queue_by: precinct",
                "line 19"
            ),
            ("layer: precinct, property: kind", "layer: precint, property: kind", "line 18"),
            ("  - code: flood", "  - kode: flood", "line 28"),
            ("services:", "services: [", "services/street.yml"),
        ]
    )
    func `what is wrong is told with its line, nothing typed is lost, and nothing is published`(
        old: String,
        new: String,
        place: String
    ) async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            let text = try Self.file("services/street.yml").replacing(old, with: new)
            let answer = try await editor.check("services/street.yml", text, base: 1)
            #expect(answer.status == 422)
            #expect(answer.words.contains(place), "\(answer.words)")
            #expect(answer.text.contains("<title>Error: services/street.yml"))
            #expect(answer.text.contains(HTMLEscaping().escapeText(text)))
            #expect(!answer.text.contains(#"value="publish""#))
            let forced = try await editor.post(
                Self.edit,
                [
                    "file": "services/street.yml", "base": "1", "text": text, "note": "x", "checked": "x",
                    "do": "publish",
                ]
            )
            #expect(forced.status == 422)
            #expect(try await visitor.count("publication") == 1)
        }
    }

    @Test func `a text that is not the one that was checked is checked again`() async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            let text = try Self.file("services/street.yml")
            let check = try await editor.check("services/street.yml", text + "# one\n", base: 1)
            let other = try await editor.publish(check, "services/street.yml", text + "# two\n", "Why not")
            #expect(other.status == 422)
            #expect(other.text.contains("The text is not the one that was checked"))
            #expect(try await visitor.count("publication") == 1)
            // Without a note nothing is published either.
            let silent = try await editor.publish(other, "services/street.yml", text + "# two\n", "")
            #expect(silent.status == 422 && silent.text.contains(#"id="note-error""#))
            let same = try await editor.check("services/street.yml", text, base: 1)
            #expect(same.status == 200 && same.words.contains("This is what is in force already"))
        }
    }

    @Test func `who was overtaken is told by whom, keeps the text, and publishes after another look`() async throws {
        try await TinyServer.with(.live) { visitor in
            let slow = try await Browser(visitor, person: .editor)
            let quick = try await Browser(visitor, person: .administrator)
            let text = try Self.file("services/street.yml")
            let order = try Self.file("services/order.yml")
            let mine = text + "# the slow one's\n"
            let check = try await slow.check("services/street.yml", mine, base: 1)
            let theirs = try await quick.check("services/order.yml", order + "# the quick one's\n", base: 1)
            let first = try await quick.publish(theirs, "services/order.yml", order + "# the quick one's\n", "First")
            #expect(first.status == 303)
            let late = try await slow.publish(check, "services/street.yml", mine, "Second")
            #expect([409, 422].contains(late.status), "\(late.status)")
            #expect(late.words.contains("administrator") && late.words.contains("meanwhile"))
            #expect(late.text.contains("# the slow one&#39;s"))
            #expect(try await visitor.count("publication") == 2)
            #expect(try await eventually { try visitor.city.publication.number == 2 })
            let again = try await slow.check("services/street.yml", mine, base: 1)
            #expect(
                again.words.contains("administrator published meanwhile") && again.words.contains("It left this file")
            )
            let second = try await slow.publish(again, "services/street.yml", mine, "Second")
            #expect(second.status == 303)
            // Both are in force.
            let files = try await visitor.city.catalogFiles(try #require(try await visitor.active()).catalog)
            #expect(files.map(\.text).joined().contains("# the quick one's"))
            #expect(files.map(\.text).joined().contains("# the slow one's"))
        }
    }

    @Test func `private reports are counted and none is named`() async throws {
        try await TinyServer.with { visitor in
            let form = ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
            let id = try await visitor.submitted(form)
            let editor = try await Browser(visitor, person: .editor)
            let text = try Self.file("services/order.yml").replacing(
                "      - department: police\n  - code: parking-fine",
                with: "      - department: works\n  - code: parking-fine"
            )
            let check = try await editor.check("services/order.yml", text, base: 1)
            #expect(check.words.contains("1 would go elsewhere, 1 of them"))
            #expect(!check.text.contains(id) && !check.words.contains(HistoryWords.shown(id)))
        }
    }

    @Test func `a file is added and taken out`() async throws {
        try await TinyServer.with(.live) { visitor in
            let editor = try await Browser(visitor, person: .editor)
            #expect(try await editor.get("\(Self.edit)?new=../../x").status == 422)
            #expect(try await editor.page("\(Self.edit)?new=signs").contains("New file"))
            let text = try Self.file("services/street.yml")
            let start = try #require(text.firstRange(of: "  - code: fallen-tree"))
            let signs = "group: street\nservices:\n" + text[start.lowerBound...].replacing("fallen-tree", with: "sign")
            let check = try await editor.check("services/signs.yml", signs, base: 1)
            #expect(check.words.contains("Service added: Fallen tree"))
            #expect(try await editor.publish(check, "services/signs.yml", signs, "Signs").status == 303)
            #expect(try await eventually { try visitor.city.catalog.service(named: "sign") != nil })
            let out = ["file": "services/signs.yml", "base": "2", "text": signs, "out": "1", "do": "check"]
            let gone = try await editor.post(Self.edit, out)
            #expect(gone.words.contains("Service removed: Fallen tree"))
            let done = try await editor.send(
                Self.edit,
                of: gone.text,
                out.merging(["do": "publish", "note": "Not"]) { $1 }
            )
            #expect(done.status == 303)
            #expect(try await eventually { try visitor.city.catalog.service(named: "sign") == nil })
        }
    }

    @Test func `a key reads the catalog and publishes nothing`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works", scopes: Set(APIScope.allCases))
            let browser = try await Browser(visitor, key: key)
            #expect(try await browser.get("/dispatch/catalog").status == 200)
            #expect(!(try await browser.page("/dispatch/catalog")).contains("/edit"))
            #expect(try await browser.get(Self.edit).status == 403)
            #expect(try await browser.post("/dispatch/catalog/rollback", ["note": "x", "base": "1"]).status == 403)
        }
    }

    @Test func `a form larger than its limit is refused, and one below it is read`() async throws {
        try await TinyServer.with { visitor in
            let editor = try await Browser(visitor, person: .editor)
            let large = String(repeating: "#", count: 300 << 10)
            // Percent-encoded a sign is three bytes.
            #expect(try await editor.check("services/street.yml", large, base: 1).status == 422)
            #expect(try await editor.check("services/street.yml", large + large, base: 1).status == 413)
        }
    }

    private static func file(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: "\(TinyCity.catalogFolder)/tiny/\(path)"), encoding: .utf8)
    }

    /// Potholes without a depth go to the parks.
    private static func toParks(_ text: String) -> String {
        text.replacing(
            "      - department: works\n        queue_by: borough\n  - code: flood",
            with: "      - department: parks\n        queue_by: borough\n  - code: flood"
        )
    }
}

extension Browser {
    fileprivate func check(_ file: String, _ text: String, base: Int) async throws -> Answer {
        try await post(
            "/dispatch/catalog/edit",
            ["file": file, "base": String(base), "text": text, "do": "check"]
        )
    }

    /// Sends the form that a check came back with.
    fileprivate func publish(_ check: Answer, _ file: String, _ text: String, _ note: String) async throws -> Answer {
        try await send(
            "/dispatch/catalog/edit",
            of: check.text,
            ["text": text, "note": note, "do": "publish"]
        )
    }
}

extension Visitor {
    /// Submits one more pothole and gives its department.
    fileprivate func ownerOfNew() async throws -> String? {
        _ = try await submitted()
        let departments = try await database.pool.query(
            "SELECT department FROM service_request ORDER BY requested_at DESC, number DESC LIMIT 1"
        ) { row in try row.decode(String.self) }
        return departments.first
    }

    fileprivate func active() async throws -> Publication? {
        try await Publications(pool: database.pool, jurisdiction: try city.row).active()
    }
}
