import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Who may send requests: keys in every place clients put them, at both endpoints, and what a city without them does.
@Suite struct ClientKeyTests {
    /// The tiny city, which wants keys of clients or does not.
    private static func with(
        required isRequired: Bool,
        perHour: Int? = 10_000,
        _ body: @Sendable (Visitor) async throws -> Void
    ) async throws {
        let folders = try CopiedCities()
        if isRequired {
            try folders.replace("id: tiny\n", with: "id: tiny\napi_keys: required\n", in: "tiny/jurisdiction.yml")
        }
        try await TinyServer.with(
            change: { configuration in
                folders.use(&configuration)
                configuration.limits.keyMemory = .zero
                configuration.limits.clientSubmissionsPerHour = perHour
            },
            body
        )
    }

    private static func key(
        _ visitor: Visitor,
        _ endpoint: Client.Endpoint = .production,
        perHour: Int? = nil
    ) async throws -> APIKeyText {
        try await Clients(pool: visitor.database.pool)
            .makeKey(for: "App", at: endpoint, in: visitor.city.row, reportsPerHour: perHour)
    }

    /// A submission with a key in one of the places for it.
    private static func submit(
        _ visitor: Visitor,
        _ key: String?,
        in place: String = "form",
        at endpoint: GeoReportEndpoint = .production,
        as format: String = "json"
    ) async throws -> Answer {
        var (form, headers, query) = (Visitor.pothole, [String: String](), "")
        if let key {
            switch place {
            case "form": form["api_key"] = key
            case "query": query = "?api_key=\(key)"
            case "header": headers["X-Api-Key"] = key
            default: headers["Authorization"] = "Bearer \(key)"
            }
        }
        return try await visitor.post(
            "/\(endpoint.path)/requests.\(format)\(query)",
            raw: Visitor.encoded(form),
            headers: headers.merging(["Accept": "*/*"]) { given, _ in given }
        )
    }

    @Test(arguments: ["form", "query", "header", "bearer"], ["json", "xml"])
    func `a key of the city's is taken wherever clients put it, and the request says whose it was`(
        place: String,
        format: String
    ) async throws {
        try await Self.with(required: true) { visitor in
            let key = try await Self.key(visitor)
            let missing = try await Self.submit(visitor, nil, as: format)
            #expect(missing.status == 403)
            #expect(missing.text.contains("4031"))
            #expect(missing.text.contains("X-Api-Key"))
            #expect(try await Self.submit(visitor, key.text, in: place, as: format).status == 200)
            let names = try await visitor.database.pool.query(
                """
                SELECT c.name FROM service_request r
                  JOIN client c ON c.jurisdiction = r.jurisdiction AND c.client = r.client
                """
            ) { row throws(PostgresError) in try row.decode(String.self) }
            #expect(names == ["App"])
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    /// Which keys are taken where, and by which city.
    private static let table: [(key: String, endpoint: GeoReportEndpoint, optional: String, required: String)] = [
        ("none", .production, "200", "4031"), ("none", .test, "200", "4031"),
        ("empty", .production, "200", "4031"), ("foreign", .production, "200", "4032"),
        ("foreign", .test, "200", "4032"), ("production", .production, "200", "200"),
        ("production", .test, "4032", "4032"), ("test", .test, "200", "200"), ("test", .production, "4032", "4032"),
        ("revoked", .production, "4032", "4032"), ("made up", .production, "4032", "4032"),
        ("made up", .test, "4032", "4032"), ("department", .production, "4032", "4032"),
        ("harbor", .production, "4032", "4032"),
        ("cut", .production, "4032", "4032"), ("wrapped", .production, "200", "200"),
    ]

    @Test(arguments: [false, true])
    func `what counts as a key, at which endpoint, and in which city`(isRequired: Bool) async throws {
        try await Self.with(required: isRequired) { visitor in
            let clients = Clients(pool: visitor.database.pool)
            let revoked = try await Self.key(visitor)
            #expect(try await clients.revoke(prefix: revoked.prefix, in: visitor.city.row))
            let harbor = try await Jurisdictions(pool: visitor.database.pool).open("harbor")
            let last = revoked.text.hasSuffix("0") ? "1" : "0"
            let keys: [String: String?] = [
                "none": nil, "empty": "", "foreign": "sesame-17", "revoked": revoked.text,
                "production": try await Self.key(visitor).text, "test": try await Self.key(visitor, .test).text,
                "made up": revoked.text.dropLast() + last, "cut": String(revoked.text.dropLast()),
                // As a mail breaks a long line.
                "wrapped": try await Self.key(visitor).text + " ", "department": try await visitor.key("works"),
                "harbor": try await clients.makeKey(for: "App", at: .production, in: harbor).text,
            ]
            for row in Self.table {
                let key = try #require(keys[row.key])
                for (place, format) in [("form", "json"), ("header", "xml")] {
                    let answer = try await Self.submit(visitor, key, in: place, at: row.endpoint, as: format)
                    let expected = isRequired ? row.required : row.optional
                    #expect(answer.status == Int(expected.prefix(3)), "\(row): \(answer.text)")
                    if expected != "200" { #expect(answer.text.contains(expected), "\(row): \(answer.text)") }
                    // Nobody's key is told to anybody.
                    if let key, key.count > 8 { #expect(!answer.text.contains(key)) }
                }
            }
            // Nobody needs one to read, and the list's own links do not repeat it.
            for list in ["requests.json?page_size=1", "servicerequestupdates.json?page_size=1"] {
                let answer = try await visitor.get("/open311/v2/\(list)&api_key=\(revoked.text)")
                #expect(answer.status == 200)
                #expect(!answer.headers.contains { $0.value.contains(revoked.text) })
                if list.hasPrefix("requests") { #expect(answer[header: "Link"]?.contains("page_size=1") == true) }
            }
        }
    }

    @Test func `a client that repeats a submission with its next key is the same client`() async throws {
        try await Self.with(required: true) { visitor in
            var form = Visitor.pothole
            let headers = ["Idempotency-Key": "k"]
            form["api_key"] = try await Self.key(visitor).text
            let first = try await visitor.submit(form, headers: headers)
            form["api_key"] = try await Self.key(visitor).text
            let again = try await visitor.submit(form, headers: headers)
            #expect(first.status == 200 && again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `a client has a pace of its own, by all its keys together`() async throws {
        try await Self.with(required: false, perHour: 2) { visitor in
            let keys = [try await Self.key(visitor), try await Self.key(visitor)]
            for key in keys { #expect(try await Self.submit(visitor, key.text).status == 200) }
            let refused = try await Self.submit(visitor, keys[0].text)
            #expect(refused.status == 429)
            #expect(try #require(refused[header: "Retry-After"].flatMap { Int($0) }) > 0)
            #expect(refused.text.contains("expected at most 2 reports an hour from this client"))
            // The city gives it more, and it goes on at once.
            let third = try await Self.key(visitor, perHour: 50)
            #expect(try await Self.submit(visitor, third.text).status == 200)
            #expect(try await visitor.count("service_request") == 3)
        }
    }

    @Test func `what a client tries out uses up nothing of what it sends`() async throws {
        try await Self.with(required: true, perHour: 2) { visitor in
            let test = try await Self.key(visitor, .test)
            for _ in 1...2 { #expect(try await Self.submit(visitor, test.text, at: .test).status == 200) }
            #expect(try await Self.submit(visitor, test.text, at: .test).status == 429)
            let key = try await Self.key(visitor)
            #expect(try await Self.submit(visitor, key.text).status == 200)
        }
    }

    @Test func `the last fifth of the test endpoint's day is for clients with keys`() async throws {
        try await TinyServer.with(
            change: { configuration in
                configuration.sandbox.perDay = 5
                configuration.limits.keyMemory = .zero
            },
            { visitor in
                let key = try await Self.key(visitor, .test)
                for _ in 1...4 { #expect(try await Self.submit(visitor, nil, at: .test).status == 200) }
                let refused = try await Self.submit(visitor, nil, at: .test)
                #expect(refused.status == 429 && refused.text.contains("expected at most 4 requests"))
                #expect(try await Self.submit(visitor, key.text, at: .test).status == 200)
                let full = try await Self.submit(visitor, key.text, at: .test)
                #expect(full.text.contains("expected at most 5 requests"))
            }
        )
    }

    @Test func `discovery says whether one is needed`() async throws {
        for (isRequired, words) in [(false, "No API key is needed"), (true, "an API key is needed")] {
            try await Self.with(required: isRequired) { visitor in
                let said = try await visitor.get("/open311/discovery.json").json["key_service"]?.text
                #expect(said?.contains(words) == true)
            }
        }
    }

    @Test func `no log line of any level has a key`() async throws {
        let recorder = LogRecorder()
        try await TinyServer.with(logger: recorder.logger) { visitor in
            let (key, test) = (try await Self.key(visitor), try await Self.key(visitor, .test))
            for place in ["form", "query", "header", "bearer"] {
                #expect(try await Self.submit(visitor, key.text, in: place).status == 200)
                #expect(try await Self.submit(visitor, test.text, in: place).status == 403)
            }
            for secret in [key, test] {
                #expect(!recorder.lines.contains { $0.contains(secret.text.suffix(52)) })
            }
        }
    }
}
