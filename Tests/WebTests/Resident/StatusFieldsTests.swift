import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// What of a request is in what is answered, each field by a word that is nowhere else.
@Suite struct StatusFieldsTests {
    private enum Kind: String, CaseIterable {
        case described
        /// Of a service whose descriptions are public, but not this one's.
        case withheld
        case plain
        case hidden

        var service: String {
            switch self {
            case .described, .withheld: "pothole"
            case .plain: "noise"
            case .hidden: "person-in-need"
            }
        }
        var department: String { service == "pothole" ? "works" : "police" }
        var answer: [String: String] {
            switch self {
            case .described, .withheld: ["attribute[depth]": "shallow"]
            case .plain: ["attribute[since]": "Sincemark"]
            case .hidden: [:]
            }
        }

        func rule(_ viewer: FieldRule.Viewer) -> FieldRule {
            FieldRule(viewer: viewer, isPrivate: self == .hidden, isDescribed: self == .described)
        }

        /// Words that are in an answer only where it shows a field.
        func marks(of field: FieldRule.Field) -> [String] {
            switch field {
            case .progress: []
            case .queue: [service == "pothole" ? "works/W" : "police/"]
            case .place: ["Nearmark", "map.svg", "20.005", "10.01"]
            case .reason: ["This goes to"]
            case .description: ["Descriptionmark"]
            case .answers: self == .hidden ? [] : self == .plain ? ["Sincemark"] : ["Shallow", "shallow"]
            case .residentPhotos: ["Picturemark", StatusFieldsTests.files["residentPhotos"] ?? ""]
            case .departmentWords: ["Publicmark", "Pausemark"]
            case .questions: ["Questionmark"]
            case .residentWords: ["Notemark", "Answermark"]
            case .hasContact: ["You told us"]
            case .contactLooks: ["looked at your contact details"]
            case .contact: ["Firstmark", "Lastmark", "mailmark", "5550199"]
            case .departmentPhotos: [StatusFieldsTests.files["departmentPhotos"] ?? ""]
            case .documentNames: ["Documentmark"]
            case .documents: [StatusFieldsTests.files["documents"] ?? ""]
            }
        }

        /// What the status page shows of a field.
        func pageMarks(of field: FieldRule.Field) -> [String] {
            switch field {
            // Of queues and points it tells nobody, and of documents only their names.
            case .queue, .documents: []
            case .residentPhotos: [StatusFieldsTests.files["residentPhotos"] ?? ""]
            case .place: ["Nearmark", "map.svg"]
            case .answers: self == .hidden ? [] : self == .plain ? ["Sincemark"] : ["Shallow"]
            default: marks(of: field)
            }
        }
    }

    /// The names of the files that every request has, which stand in the addresses of those that are shown.
    private static let files = [
        "residentPhotos": String(repeating: "a1", count: 16), "departmentPhotos": String(repeating: "b2", count: 16),
        "documents": String(repeating: "c3", count: 16),
    ]

    /// Gives a request a photo and a document of its sender's, and a photo of the work.
    private func addFiles(to id: String, item: Int, of department: String, _ visitor: Visitor) async throws {
        let number = try #require(try visitor.city.row.cipher.number(for: id))
        let names = ["residentPhotos", "departmentPhotos", "documents"].map { Self.files[$0] ?? "" }
        try await visitor.database.pool.execute(
            """
            INSERT INTO photo (
                jurisdiction, name, number, department, item, kind, width, height, bytes, sha256, title
            )
            SELECT \(try visitor.city.row.number), decode(f.name, 'hex'), \(number), f.department, f.item, f.kind, f.side,
                   f.side, 1000, decode(repeat(left(f.name, 2), 32), 'hex'), f.title
              FROM (VALUES
                  (\(names[0]), NULL::text, NULL::bigint, 'photo', 8, 'Titlemark.jpg'),
                  (\(names[1]), \(department), \(item), 'photo', 8, 'Titlemark.jpg'),
                  (\(names[2]), NULL, NULL, 'document', NULL, 'Documentmark.pdf')
              ) AS f (name, department, item, kind, side, title)
            """
        )
    }

    /// A request of which every field holds its word; gives its id and its key.
    private func filled(_ kind: Kind, _ visitor: Visitor) async throws -> (id: String, key: String) {
        let form = [
            "service_code": kind.service, "lat": "10.01", "long": "20.005", "address_string": "Nearmark",
            "description": "Descriptionmark", "first_name": "Firstmark", "last_name": "Lastmark",
            "email": "mailmark@example.org", "phone": "5550199", "media_url": "https://e.example/Picturemark.jpg",
        ]
        let id = try await visitor.submitted(form.merging(kind.answer) { $1 })
        if kind == .withheld {
            try await visitor.database.pool.execute("UPDATE service_request SET withholds_description = true")
        }
        let key = try await visitor.key(kind.department)
        let (lease, items) = try await visitor.claim(kind.department, key: key)
        let item = try #require(items.first)
        let accepted = #"{"items":[{"item_id":\#(item)}]}"#
        #expect(try await visitor.outcomes("leases/\(lease ?? "")/accept", accepted, key: key) == ["ok"])
        for body in [
            #"{"text":"Publicmark","public":true}"#, #"{"text":"Staffmark"}"#,
            #"{"text":"Questionmark","question":true}"#,
        ] { #expect(try await visitor.call("items/\(item)/note", body, key: key).status == 200) }
        #expect(try await visitor.call("items/\(item)/contact", key: key).text.contains("Firstmark"))
        let moves = try visitor.city.moves
        #expect(try await moves.note("Notemark", of: id) == .done(true))
        #expect(try await moves.answer("Answermark", to: id) == .done(true))
        #expect(try await visitor.call("items/\(item)/pause", #"{"reason":"Pausemark"}"#, key: key).status == 200)
        try await addFiles(to: id, item: item, of: kind.department, visitor)
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
                ("?key=\(other)", .anybody), ("?key=\(key.dropLast())", .anybody),
                ("?said=note&reopened=1", .anybody), ("?key=\(key)", .sender), ("?key=\(key)&said=note", .sender),
                ("?key=\(key.uppercased())&new=1", .sender),
            ] {
                let page = try await visitor.page("/r/\(id)\(query)")
                #expect(page.status == 200)
                for field in FieldRule.Field.allCases {
                    for word in kind.pageMarks(of: field) {
                        let isShown = page.text.contains(word)
                        #expect(isShown == kind.rule(viewer).shows(field), "\(word) in \(query)")
                    }
                }
                expectNoMore(than: kind.rule(viewer), kind, page, query, key: viewer == .sender ? nil : key)
                #expect(page.text.contains("is private") == (kind == .hidden && viewer == .anybody))
                #expect(page.text.contains(key) == (viewer == .sender))
                #expect(page.text.contains("paused the clock"))
            }
        }
    }

    /// Nothing that the rule does not show is in an answer or its head; nothing of staff's ever is.
    private func expectNoMore(
        than rule: FieldRule,
        _ kind: Kind,
        _ answer: Answer,
        _ path: String,
        key: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let hidden = FieldRule.Field.allCases.filter { !rule.shows($0) }.flatMap { kind.marks(of: $0) }
        let head = answer.headers.map(\.value).joined(separator: "\n")
        // What somebody calls a photo is nobody's concern.
        for word in hidden + ["Staffmark", "Titlemark"] + [key].compactMap(\.self) {
            #expect(!answer.text.contains(word), "\(word) in \(path)", sourceLocation: sourceLocation)
            #expect(!head.contains(word), "\(word) in the head of \(path)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: Kind.allCases)
    private func `whatever anybody may ask tells no more than the rule`(kind: Kind) async throws {
        try await TinyServer.with { visitor in
            let (id, key) = try await filled(kind, visitor)
            let wrong = String(key.reversed())
            let requests = "/open311/v2/requests"
            var paths = [
                "/r/\(id)?lang=es", "/r/\(id)/feed", "/r/\(id)/qr.svg", "/r/\(id)/qr.svg?key=\(wrong)", "/",
                "/?q=pothole",
                "/follow?reference=\(id)", "/r/\(id)/nothing", "/open311/discovery.json",
            ]
            for format in ["json", "xml"] {
                paths += [
                    "\(requests)/\(id).\(format)", "\(requests)/\(id).\(format)?extensions=true",
                    "\(requests)/\(id).\(format)?key=\(key)", "\(requests).\(format)",
                    "\(requests).\(format)?extensions=true", "\(requests).\(format)?service_request_id=\(id)",
                    "\(requests).\(format)?service_code=\(kind.service)&extensions=true",
                ]
            }
            for path in paths {
                let answer = try await visitor.get(path, headers: Visitor.browser)
                expectNoMore(than: kind.rule(.anybody), kind, answer, path, key: key)
            }
            for what in ["note", "answer", "confirmed", "still-there"] {
                for query in ["", "?key=\(wrong)"] {
                    let answer = try await visitor.post("/r/\(id)/\(what)\(query)", [what: "x", "reason": "x"])
                    expectNoMore(than: kind.rule(.anybody), kind, answer, what, key: key)
                }
            }
        }
    }

    @Test(arguments: Kind.allCases)
    private func `events tell that something happened and not what, whoever asks`(kind: Kind) async throws {
        try await TinyServer.with(.ahc(.http)) { visitor in
            let (id, key) = try await filled(kind, visitor)
            let port = try #require(visitor.client.port)
            for query in ["?seen=1", "?seen=1&key=\(key)", "?seen=1&key=\(String(key.reversed()))"] {
                try await LiveStream.with("/r/\(id)/events\(query)", port: port) { stream in
                    let isTold = try await eventually { stream.changes == 1 }
                    #expect(isTold)
                    for word in FieldRule.Field.allCases.flatMap({ kind.marks(of: $0) }) + ["Staffmark", key, id] {
                        #expect(!stream.text.contains(word), "\(word)")
                    }
                }
            }
        }
    }

    @Test func `a private request is in no list, whatever is asked`() async throws {
        try await TinyServer.with { visitor in
            let (id, _) = try await filled(.hidden, visitor)
            for query in [
                "", "?extensions=true", "?service_request_id=\(id)", "?service_code=person-in-need", "?status=open",
            ] {
                for format in ["json", "xml"] {
                    let answer = try await visitor.get("/open311/v2/requests.\(format)\(query)")
                    #expect(answer.status == 200 && !answer.text.contains(id), "\(query)")
                }
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
