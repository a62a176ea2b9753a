import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

@Suite struct ServiceTypesTests {
    /// The tiny city with a batch service (pothole) and a blackbox one (flood).
    static func with(_ body: @Sendable (Visitor) async throws -> Void) async throws {
        let folders = try CopiedCities()
        let street = "tiny/services/street.yml"
        try folders.replace("public_description: true", with: "public_description: true\n    type: batch", in: street)
        try folders.replace("target: {hours: 12}", with: "target: {hours: 12}\n    type: blackbox", in: street)
        try await TinyServer.with(change: folders.use, body)
    }

    /// Takes the only item of a department over, and gives its number.
    private static func accept(_ department: String, _ visitor: Visitor) async throws -> Int {
        let key = try await visitor.key(department)
        let (lease, items) = try await visitor.claim(department, key: key)
        let (claim, item) = (try #require(lease), try #require(items.first))
        let accepted = try await visitor.outcomes(
            "leases/\(claim)/accept",
            #"{"items":[{"item_id":\#(item)}]}"#,
            key: key
        )
        #expect(accepted == ["ok"])
        return item
    }

    @Test func `the list of services says what each answers with`() async throws {
        try await Self.with { visitor in
            let answer = try await visitor.both(.get("v2/services.*", "services")).json.json
            let types = Dictionary(
                uniqueKeysWithValues: answer.elements.map { ($0["service_code"]?.text, $0["type"]?.text) }
            )
            #expect(types["pothole"] == "batch")
            #expect(types["flood"] == "blackbox")
            #expect(types["noise"] == "realtime")
        }
    }

    @Test func `a polling client sees a token, nothing yet, and the id once a department has accepted`() async throws {
        try await Self.with { visitor in
            var form = Visitor.pothole
            form["account_id"] = "17"
            let key = ["Idempotency-Key": "k"]
            let sent = try await visitor.both(.post(Visitor.encoded(form), 200, headers: key))
            let receipt = try #require(try sent.json.json[0])
            #expect(receipt.names == ["token", "service_notice", "account_id"])
            let token = try #require(receipt["token"]?.text)
            // The second of the two was a repetition: the same token.
            #expect(sent.xml[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.count("ready") == 1)
            // Pending.
            let poll = Question.get("v2/tokens/\(token).*", "service_requests")
            let pending = try await visitor.both(poll)
            #expect(pending.json.text == #"[{"service_request_id":null,"token":"\#(token)"}]"#)
            #expect(pending.xml.text.contains("<request><service_request_id/><token>\(token)</token></request>"))
            #expect(try await visitor.get("/open311/v2/tokens/\(token.lowercased()).json").text == pending.json.text)
            let list = Question.get("v2/requests.*", "service_requests")
            #expect(try await visitor.both(list).json.text == "[]")
            let id = try #require(
                try await visitor.database.pool.first("SELECT number FROM service_request") { row in
                    try row.decode(Int64.self)
                }.flatMap { try visitor.city.row.cipher.id(for: $0)?.text }
            )
            try await visitor.both(.refused("v2/requests/\(id).*", 404))
            #expect(
                try await visitor.both(.get("v2/requests.*?service_request_id=\(id)", "service_requests")).json.text
                    == "[]"
            )
            // The token is not the id, nor is either the other.
            #expect(!token.contains(id))
            try await visitor.both(.refused("v2/tokens/\(id).*", 404))
            try await visitor.both(.refused("v2/requests/\(token).*", 404))
            // A claim is not enough: a department has only looked.
            let department = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: department)
            #expect(try await visitor.both(poll).json.json[0]?["service_request_id"] == .null)
            _ = try await visitor.outcomes(
                "leases/\(try #require(lease))/release",
                #"{"items":[{"item_id":\#(try #require(items.first))}]}"#,
                key: department
            )
            #expect(try await visitor.both(poll).json.json[0]?["service_request_id"] == .null)
            // Accepted.
            let item = try await Self.accept("works", visitor)
            let done = try await visitor.both(poll)
            #expect(done.json.text == #"[{"service_request_id":"\#(id)","token":"\#(token)"}]"#)
            #expect(try await visitor.both(list).json.json[0]?["service_request_id"]?.text == id)
            #expect(
                try await visitor.both(.get("v2/requests/\(id).*", "service_requests")).json.json.elements.count == 1
            )
            // And however it goes on.
            _ = try await visitor.call("items/\(item)/complete", #"{"outcome":"done"}"#, key: department)
            #expect(try await visitor.both(poll).json.text == done.json.text)
        }
    }

    @Test func `an id is out as well once the request was decided without anybody accepting it`() async throws {
        try await Self.with { visitor in
            let token = try #require(try await visitor.submit().json[0]?["token"]?.text)
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claim("works", key: key)
            _ = try await visitor.call(
                "leases/\(try #require(lease))/complete",
                #"{"items":[{"item_id":\#(try #require(items.first)),"outcome":"not_found"}]}"#,
                key: key
            )
            let answer = try await visitor.get("/open311/v2/tokens/\(token).json").json
            #expect(answer[0]?["service_request_id"]?.text?.isEmpty == false)
            #expect(try await visitor.get("/open311/v2/requests.json").json[0]?["status"]?.text == "closed")
        }
    }

    @Test(arguments: ["T000000000", "T0000000001", "X", "%00", "NOSUCH", "a/b"])
    func `a token that was never given out is not found`(token: String) async throws {
        try await Self.with { visitor in
            _ = try await visitor.submit()
            try await visitor.both(.refused("v2/tokens/\(token).*", 404))
        }
    }

    @Test func `a token of a realtime request is none, and no token at all is 400`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let row = try visitor.city.row
            let token = try #require(row.cipher.number(for: id).flatMap { row.tokens.token(for: $0) })
            let answer = try await visitor.both(.refused("v2/tokens/\(token).*", 404))
            #expect(try answer.json.codes == ["4044"])
            try await visitor.both(.refused("v2/tokens.*", 400))
            try await visitor.both(.refused("v2/tokens/\(token).*?jurisdiction_id=atlantis", 404))
        }
    }

    @Test func `a blackbox service gives neither id nor token, and its requests are nowhere in GeoReport`() async throws
    {
        try await Self.with { visitor in
            var form = Visitor.pothole
            form["service_code"] = "flood"
            let sent = try await visitor.both(.post(Visitor.encoded(form), 200))
            let receipt = try #require(try sent.json.json[0])
            #expect(receipt.names == ["service_notice", "account_id"])
            #expect(receipt["service_notice"]?.text?.isEmpty == false)
            // Its work waits like any other.
            #expect(try await visitor.count("ready") == 4)
            _ = try await Self.accept("works", visitor)
            #expect(try await visitor.get("/open311/v2/requests.json").text == "[]")
            let row = try visitor.city.row
            let numbers = try await visitor.database.pool.query("SELECT number FROM service_request") { row in
                try row.decode(Int64.self)
            }
            #expect(numbers.count == 2)
            for number in numbers {
                let id = try #require(row.cipher.id(for: number)?.text)
                try await visitor.both(.refused("v2/requests/\(id).*", 404))
                let token = try #require(row.tokens.token(for: number))
                try await visitor.both(.refused("v2/tokens/\(token).*", 404))
                // Our own page of it is there.
                #expect(try await visitor.page("/r/\(id)").status == 200)
            }
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = now() - interval '1 hour'"
            )
            #expect(try await visitor.verified())
        }
    }

    @Test func `who reports on our own pages has a reference at once, whatever the type`() async throws {
        try await Self.with { visitor in
            for (service, isListed) in [("pothole", true), ("flood", false)] {
                var form = Visitor.pothole
                form["service_code"] = service
                let id = try await visitor.sent(try await visitor.draft(form))
                #expect(try await visitor.page("/r/\(id)").status == 200)
                let status = try await visitor.get("/open311/v2/requests/\(id).json").status
                #expect(status == (isListed ? 200 : 404))
            }
        }
    }

    @Test func `a service that becomes a blackbox one hides what came in before, from GeoReport alone`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            let publisher = Publisher(pool: visitor.database.pool, jurisdiction: try visitor.city.row, actor: "test")
            let catalog = try TinyCity.catalog(
                replacing: "public_description: true",
                with: "public_description: true\n    type: blackbox"
            )
            guard case .published = try await publisher.publish(.catalog(catalog)) else {
                throw Missing(what: "a change")
            }
            #expect(try await eventually { try await visitor.get("/open311/v2/requests/\(id).json").status == 404 })
            #expect(try await visitor.get("/open311/v2/requests.json").text == "[]")
            #expect(try await visitor.page("/r/\(id)").status == 200)
        }
    }
}
