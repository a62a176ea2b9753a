import HummingbirdTesting
import Postgres
import TestSupport
import Testing
import Web

/// The requirements P1 to P9 and G4 to G6 on what is sent, as far as no other suite has them.
@Suite struct SubmissionRequirementsTests {
    private static let places: [(String, String)] = [
        ("lat=10.01&long=20.005", "coordinates"), ("address_string=1+Main+Street", "an address"),
        ("address_id=A-17", "an address id"),
        ("lat=10.01&long=20.005&address_string=1+Main+Street&address_id=A-17", "all of them"),
        ("lat=&long=&address_string=1+Main+Street&address_id=", "an address beside empty ones"),
    ]

    @Test(arguments: Self.places)
    func `every way to say where is taken, in both formats`(place: String, name: String) async throws {
        try await TinyServer.with { visitor in
            let answers = try await visitor.both(
                .post("service_code=pothole&\(place)", 200, headers: ["Idempotency-Key": "k"])
            )
            let receipt = try #require(try answers.json.json[0])
            #expect(receipt.names == ["service_request_id", "service_notice", "account_id"], "\(name)")
            let id = try #require(receipt["service_request_id"]?.text)
            let record = try await visitor.get("/open311/v2/requests/\(id).json").json[0]
            #expect((record?["lat"] != .null) == place.hasPrefix("lat=10"))
            #expect((record?["address"]?.text == "1 Main Street") == place.contains("address_string"))
            #expect((record?["address_id"]?.text == "A-17") == place.hasPrefix("address_id"))
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `an empty optional parameter is the same as none`() async throws {
        try await TinyServer.with { visitor in
            let optional = [
                "jurisdiction_id", "api_key", "email", "device_id", "account_id", "first_name", "last_name", "phone",
                "description", "media_url", "media_url[]", "media", "address_string", "address_id", "attribute[depth]",
                "attribute[depth][]", "attribute[other]", "accuracy", "extensions",
            ]
            let plain = "service_code=pothole&lat=10.01&long=20.005"
            let empty = optional.map { "\($0)=" }.joined(separator: "&")
            let blank = optional.map { "\($0)=%20%09" }.joined(separator: "&")
            let bodies = [plain, "\(plain)&\(empty)", "\(empty)&\(plain)", "\(plain)&\(blank)"]
            for (index, body) in bodies.enumerated() {
                let answer = try await visitor.both(.post(body, 200, headers: ["Idempotency-Key": "k\(index)"])).json
                #expect(try answer.json[0]?["account_id"] == .null)
            }
            let said = """
                service_request WHERE num_nonnulls(description, address, address_id, account_id, device_id) > 0
                    OR media_urls <> '{}' OR attributes <> '{}'
                """
            #expect(try await visitor.count(said) == 0)
            #expect(try await visitor.count("service_request") == 4)
            #expect(try await visitor.count("contact") == 0)
        }
    }

    @Test(arguments: [
        "attribute[kinds][]=a&attribute[kinds][]=b", "attribute[kinds]=a&attribute[kinds]=b",
        "attribute[kinds][0]=b&attribute[kinds][1]=a", "attribute%5Bkinds%5D%5B%5D=a&attribute%5Bkinds%5D%5B%5D=b",
        "attribute[kinds]=b&attribute[kinds]=&attribute[kinds][]=a&attribute[kinds]=a",
    ])
    func `several answers to one question are taken in every dialect, in both formats`(answers: String) async throws {
        let folders = try CopiedCities()
        let question = """
                  - code: kinds
                    name: {en: "What kinds?", es: "¿De qué clases?"}
                    datatype: multivaluelist
                    required: true
                    values: [{key: a, name: {en: A, es: A}}, {key: b, name: {en: B, es: B}}]
                public_description: true
            """
        try folders.replace("    public_description: true\n", with: "\(question)\n", in: "tiny/services/street.yml")
        try await TinyServer.with(change: folders.use) { visitor in
            let body = "service_code=pothole&lat=10.01&long=20.005&\(answers)"
            try await visitor.both(.post(body, 200, headers: ["Idempotency-Key": "k"]))
            let stored = try await visitor.database.pool.query(
                "SELECT attributes ->> 'kinds' FROM service_request"
            ) { row in try row.decode(String.self) }
            #expect(stored == [#"["a", "b"]"#])
            let missing = try await visitor.both(.post("service_code=pothole&lat=10.01&long=20.005", 400))
            #expect(try missing.json.codes == ["4006"])
        }
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8",
        "application/x-www-form-urlencoded;charset=UTF-8", "application/x-www-form-urlencoded; charset=\"utf-8\"",
        "Application/X-WWW-Form-URLEncoded ; Charset=UTF8", "application/x-www-form-urlencoded; charset=us-ascii",
        "application/x-www-form-urlencoded;", nil,
    ])
    func `a form is taken however a client spells its type`(type: String?) async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let body = "service_code=pothole&lat=10.01&long=20.005&description=Caf%C3%A9"
            for format in ["json", "xml"] {
                let answer = try await RawConnection.exchange(
                    "POST /open311/v2/requests.\(format) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + (type.map { "Content-Type: \($0)\r\n" } ?? "")
                        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)",
                    port: port
                )
                #expect(answer.hasPrefix("HTTP/1.1 200 "), "\(answer)")
            }
            #expect(try await visitor.count("service_request WHERE description = 'Café'") == 2)
        }
    }

    @Test(arguments: [
        ("application/json", #"{"service_code":"pothole"}"#), ("text/xml", "<request/>"),
        ("text/plain", "service_code=pothole"),
        ("application/x-www-form-urlencoded; charset=iso-8859-1", "service_code=pothole"),
    ])
    func `what is no form is told so in words, in both formats`(type: String, body: String) async throws {
        try await TinyServer.with { visitor in
            let answers = try await visitor.both(.post(body, 415, headers: ["Content-Type": type]))
            #expect(try answers.json.descriptions.contains("application/x-www-form-urlencoded"))
            #expect(try await visitor.isEmpty())
        }
    }

    @Test func `everything that is wrong is told at once, a place outside as well`() async throws {
        try await TinyServer.with { visitor in
            let long = String(repeating: "x", count: 4001)
            let body = "service_code=noise&lat=11&long=21&description=\(long)&email=nobody&media_url=ftp://x"
            let answers = try await visitor.both(.post(body, 400))
            #expect(try Set(answers.json.codes) == ["4001", "4006", "4008", "4009"])
            #expect(try answers.json.descriptions.contains("Call your own town."))
            let unknown = try await visitor.both(.post("service_code=nothing&lat=11&long=21", 404))
            #expect(try Set(unknown.json.codes) == ["4041", "4001"])
            let missing = try await visitor.both(.post("lat=10.01", 400))
            #expect(try Set(missing.json.codes) == ["4002", "4004"])
            #expect(try await visitor.isEmpty())
        }
    }
}
