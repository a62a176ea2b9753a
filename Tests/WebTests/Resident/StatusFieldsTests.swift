import Foundation
import HTTPTypes
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// What of a request is in what is answered, each field by a word that is nowhere else.
@Suite struct StatusFieldsTests {
    private enum Kind: String, CaseIterable {
        case described = "pothole"
        case plain = "flood"
        case hidden = "person-in-need"

        var rule: FieldRule { rule(.anybody) }

        func rule(_ viewer: FieldRule.Viewer) -> FieldRule {
            FieldRule(viewer: viewer, isPrivate: self == .hidden, isDescribed: self == .described)
        }
    }

    private static let words: [(field: FieldRule.Field, words: [String])] = [
        (.progress, ["What happened"]),
        (.place, ["Nearmark", "map.svg"]),
        (.reason, ["This goes to"]),
        (.description, ["Descriptionmark"]),
        (.departmentWords, ["Publicmark", "Questionmark", "Pausemark"]),
        (.residentWords, ["Notemark", "Answermark"]),
        (.contact, ["Firstmark", "Lastmark", "mailmark", "5550199"]),
    ]

    /// A request of which every field holds its word; gives its id and its key.
    private func filled(_ kind: Kind, _ visitor: Visitor) async throws -> (id: String, key: String) {
        let id = try await visitor.submitted([
            "service_code": kind.rawValue, "lat": "10.01", "long": "20.005", "address_string": "Nearmark",
            "description": "Descriptionmark", "first_name": "Firstmark", "last_name": "Lastmark",
            "email": "mailmark@example.org", "phone": "5550199",
        ])
        let department = kind == .hidden ? "police" : "works"
        let key = try await visitor.key(department)
        let (lease, items) = try await visitor.claim(department, key: key)
        let item = try #require(items.first)
        let accepted = #"{"items":[{"item_id":\#(item)}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", accepted, key: key) == ["ok"])
        for body in [
            #"{"text":"Publicmark","public":true}"#, #"{"text":"Staffmark"}"#,
            #"{"text":"Questionmark","question":true}"#,
        ] { #expect(try await visitor.call("items/\(item)/note", body, key: key).status == 200) }
        let moves = try visitor.city.moves
        #expect(try await moves.note("Notemark", of: id) == .done(true))
        #expect(try await moves.answer("Answermark", to: id) == .done(true))
        #expect(try await visitor.call("items/\(item)/pause", #"{"reason":"Pausemark"}"#, key: key).status == 200)
        return (id, try await secret(id, visitor))
    }

    private func secret(_ id: String, _ visitor: Visitor) async throws -> String {
        let number = try #require(try visitor.city.row.cipher.number(for: id))
        return try #require(
            try await visitor.database.pool.first(
                "SELECT encode(secret, 'hex') FROM service_request WHERE number = \(number)"
            ) { row in try row.decode(String.self) }
        )
    }

    @Test(arguments: Kind.allCases)
    private func `the page shows every field to whom the rule shows it, and nobody else`(kind: Kind) async throws {
        try await TinyServer.with { visitor in
            let (id, key) = try await filled(kind, visitor)
            let other = try await secret(try await visitor.submitted(), visitor)
            let wrong = String(key.reversed())
            for (query, viewer) in [
                ("", FieldRule.Viewer.anybody), ("?new=1", .anybody), ("?key=", .anybody), ("?key=\(wrong)", .anybody),
                ("?key=\(other)", .anybody), ("?key=\(key.dropLast())", .anybody), ("?key=\(key)", .sender),
                ("?key=\(key.uppercased())&new=1", .sender),
            ] {
                let page = try await visitor.page("/r/\(id)\(query)")
                #expect(page.status == 200)
                for (field, words) in Self.words {
                    for word in words {
                        let isShown = page.text.contains(word)
                        #expect(isShown == kind.rule(viewer).shows(field), "\(word) in \(query)")
                    }
                }
                #expect(!page.text.contains("Staffmark"))
                #expect(page.text.contains("is private") == (kind == .hidden && viewer == .anybody))
                #expect(page.text.contains(key) == (viewer == .sender))
                #expect(page.text.contains("paused the clock"))
            }
        }
    }

    @Test(arguments: Kind.allCases)
    private func `what anybody may ask tells no more than the page`(kind: Kind) async throws {
        try await TinyServer.with { visitor in
            let (id, key) = try await filled(kind, visitor)
            for path in [
                "/open311/v2/requests/\(id).json", "/open311/v2/requests/\(id).xml",
                "/open311/v2/requests.json?service_request_id=\(id)", "/open311/v2/requests.json?extensions=true",
                "/open311/v2/requests.xml?extensions=true", "/open311/v2/requests/\(id).json?key=\(key)", "/",
                "/follow?reference=\(id)",
            ] {
                let answer = try await visitor.get(path)
                for (field, words) in Self.words where !kind.rule.shows(field) {
                    for word in words { #expect(!answer.text.contains(word), "\(word) in \(path)") }
                }
                for word in ["Staffmark", key] { #expect(!answer.text.contains(word), "\(word) in \(path)") }
                #expect(!answer.headers.contains { $0.value.contains("mark") || $0.value.contains(key) })
            }
        }
    }

    @Test func `of a private request a closing department's words are for its resident alone`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            let key = try await visitor.key("police")
            let (lease, items) = try await visitor.claim("police", key: key)
            let item = try #require(items.first)
            let body =
                #"{"items":[{"item_id":\#(item),"outcome":"no_action","reason":"Whymark","note":"Closemark"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
            let secret = try await secret(id, visitor)
            let everybody = try await visitor.page("/r/\(id)")
            let record = try await visitor.get("/open311/v2/requests/\(id).json")
            for answer in [everybody, record] {
                for word in ["Whymark", "Closemark"] { #expect(!answer.text.contains(word)) }
            }
            #expect(everybody.words.contains("took no action."))
            let own = try await visitor.page("/r/\(id)?key=\(secret)").words
            for word in ["took no action: Whymark.", "Closemark"] { #expect(own.contains(word)) }
        }
    }

    @Test func `of a private request the resident says by the private link that it is still there, nobody else`()
        async throws
    {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted(["service_code": "person-in-need", "lat": "10.01", "long": "20.005"])
            let key = try await visitor.key("police")
            let (lease, items) = try await visitor.claim("police", key: key)
            let body = #"{"items":[{"item_id":\#(try #require(items.first)),"outcome":"done"}]}"#
            #expect(try await visitor.outcomes("leases/\(lease ?? "")/complete", body, key: key) == ["ok"])
            let secret = try await secret(id, visitor)
            let action = "/r/\(id)/still-there?key=\(secret)"
            #expect(try await !visitor.page("/r/\(id)").text.contains("still-there"))
            #expect(try await visitor.page("/r/\(id)?key=\(secret)").text.contains("action=\"\(action)\""))
            #expect(try await visitor.post("/r/\(id)/still-there", [:]).status == 409)
            let wrong = "/r/\(id)/still-there?key=\(secret.reversed())"
            #expect(try await visitor.post(wrong, [:]).status == 409)
            let long = ["reason": String(repeating: "x", count: 501)]
            let refused = try await visitor.post(action, long)
            #expect(refused.status == 422 && refused.text.contains("action=\"\(action)\""))
            let answer = try await visitor.post(action, ["reason": "Backmark"])
            #expect(answer.status == 303)
            #expect(answer.location == "/r/\(id)?key=\(secret)&reopened=1")
            #expect(try await visitor.page("/r/\(id)?key=\(secret)").words.contains("Backmark"))
            #expect(try await !visitor.page("/r/\(id)").words.contains("Backmark"))
        }
    }
}
