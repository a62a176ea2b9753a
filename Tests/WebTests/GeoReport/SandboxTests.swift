import Foundation
import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite struct SandboxTests {
    private static let base = "/open311/test/v2"

    private static func submit(
        _ form: [String: String] = Visitor.pothole,
        headers: [String: String] = [:],
        to visitor: Visitor
    ) async throws -> Answer {
        try await visitor.send(
            .post,
            "\(base)/requests.json",
            headers: ["Content-Type": "application/x-www-form-urlencoded"].merging(headers) { _, new in new },
            body: Visitor.encoded(form)
        )
    }

    private static func id(_ answer: Answer) throws -> String {
        guard answer.status == 200, let id = try answer.json[0]?["service_request_id"]?.text else {
            throw Unexpected(answer)
        }
        return id
    }

    /// Never moves anything by itself while a test lasts.
    private static func still(_ configuration: inout WebConfiguration) {
        configuration.sandbox.acceptsAfter = .seconds(3600)
    }

    @Test func `everything works at the test endpoint as at the other, in both formats`() async throws {
        try await TinyServer.with(change: Self.still) { visitor in
            let id = try Self.id(try await Self.submit(to: visitor))
            for (path, root) in [
                ("services", "services"), ("services/pothole", "service_definition"), ("requests", "service_requests"),
                ("requests/\(id)", "service_requests"),
            ] {
                try await visitor.both(.get("test/v2/\(path).*", root))
            }
            let listed = try await visitor.get("\(Self.base)/requests.json").json
            #expect(listed.elements.map { $0["service_request_id"]?.text } == [id])
            for path in ["services/nothing", "requests/NOSUCH", "tokens/T000000000", "lost"] {
                try await visitor.both(.refused("test/v2/\(path).*", 404))
            }
            try await visitor.both(.refused("test/v2/services.*", 405, method: .put))
            let outside = ["service_code": "pothole", "lat": "11", "long": "21"]
            #expect(try await Self.submit(outside, to: visitor).codes == ["4001"])
            let named = try await visitor.get("\(Self.base)/requests.json?jurisdiction_id=tiny")
            #expect(try named.json.elements.count == 1)
            try await visitor.both(.refused("test/v2/requests.*?jurisdiction_id=tiny~test", 404))
            try await visitor.both(.refused("v2/requests.*?jurisdiction_id=tiny~test", 404))
        }
    }

    @Test func `what is sent there is in nobody's queue, list, page or count`() async throws {
        try await TinyServer.with(change: {
            Self.still(&$0); $0.metricsKey = "metrics"
        }) { visitor in
            let answer = try await Self.submit(
                ["account_id": "7"].merging(Visitor.pothole) { own, _ in own },
                to: visitor
            )
            let id = try Self.id(answer)
            #expect(answer.text.contains("nobody will act on it"))
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.get("/open311/v2/requests.json").text == "[]")
            #expect(try await visitor.get("/open311/v2/requests/\(id).json").status == 404)
            #expect(try await visitor.page("/r/\(id)").status == 404)
            let key = try await visitor.key("works", scopes: Set(APIScope.allCases))
            #expect(try await visitor.claim("works", key: key) == (nil, []))
            let queues = try await visitor.send(.get, "/api/v1/queues", headers: ["Authorization": "Bearer \(key)"])
            #expect(!queues.text.contains(#""waiting":1"#))
            let changes = try await visitor.send(.get, "/api/v1/changes", headers: ["Authorization": "Bearer \(key)"])
            #expect(!changes.text.contains(id))
            let metrics = try await visitor.send(.get, "/metrics", headers: ["Authorization": "Bearer metrics"])
            #expect(metrics.status == 200 && !metrics.text.contains("~test"))
            // A key can be made for what is published, and a sandbox is not.
            #expect(try await Jurisdictions(pool: visitor.database.pool).published().keys.sorted() == ["tiny"])
            #expect(try await Jurisdictions(pool: visitor.database.pool).all() == ["tiny"])
        }
    }

    @Test func `its keys and those of the other endpoint never meet`() async throws {
        try await TinyServer.with(change: Self.still) { visitor in
            let key = ["Idempotency-Key": "k"]
            let test = try Self.id(try await Self.submit(headers: key, to: visitor))
            let live = try Self.id(try await visitor.submit(headers: key))
            #expect(test != live)
            #expect(try Self.id(try await Self.submit(headers: key, to: visitor)) == test)
            #expect(try await visitor.count("service_request") == 2)
        }
    }

    @Test func `a request there is accepted and closed by itself, and verify finds nothing wrong`() async throws {
        try await TinyServer.with(change: {
            $0.sandbox = SandboxRules(
                acceptsAfter: .milliseconds(200),
                closesAfter: .milliseconds(200),
                interval: .milliseconds(50)
            )
        }) { visitor in
            let flood = ["service_code": "flood", "lat": "10.01", "long": "20.005"]
            let ids = [
                try Self.id(try await Self.submit(to: visitor)), try Self.id(try await Self.submit(flood, to: visitor)),
            ]
            for id in ids {
                #expect(
                    try await eventually {
                        let record = try await visitor.get("\(Self.base)/requests/\(id).json").json[0]
                        return record?["status"]?.text == "closed" && record?["status_notes"]?.text != nil
                    }
                )
            }
            let kinds = try await visitor.database.pool.query("SELECT DISTINCT kind FROM event") { row in
                try row.decode(String.self)
            }
            #expect(Set(kinds).isSuperset(of: ["submitted", "accepted", "completed", "closed"]))
            #expect(try await visitor.verified())
        }
    }

    @Test func `a batch service's token has its id there after a while`() async throws {
        let folders = try CopiedCities()
        try folders.replace(
            "public_description: true",
            with: "public_description: true\n    type: batch",
            in: "tiny/services/street.yml"
        )
        try await TinyServer.with(change: {
            folders.use(&$0)
            $0.sandbox.acceptsAfter = .milliseconds(300)
            $0.sandbox.interval = .milliseconds(50)
        }) { visitor in
            let token = try #require(try await Self.submit(to: visitor).json[0]?["token"]?.text)
            func id() async throws -> JSON? {
                try await visitor.get("\(Self.base)/tokens/\(token).json").json[0]?["service_request_id"]
            }
            #expect(try await eventually { try await id()?.text != nil })
            try await visitor.both(.refused("v2/tokens/\(token).*", 404))
        }
    }

    @Test func `it takes so many requests a day, and then says when to come again`() async throws {
        try await TinyServer.with(change: {
            Self.still(&$0); $0.sandbox.perDay = 2
        }) { visitor in
            for _ in 0..<2 { #expect(try await Self.submit(to: visitor).status == 200) }
            let answer = try await Self.submit(to: visitor)
            #expect(answer.status == 429)
            #expect(try answer.codes == ["429"])
            #expect(answer[header: "Retry-After"] == "3600")
            #expect(try await visitor.submit().status == 200)
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = now() - interval '25 hours'"
            )
            #expect(try await Self.submit(to: visitor).status == 200)
        }
    }

    @Test func `what it was sent is forgotten with everything of it, and nothing else is`() async throws {
        try await TinyServer.with(change: {
            $0.sandbox = SandboxRules(acceptsAfter: .zero, closesAfter: .zero, interval: .milliseconds(50))
        }) { visitor in
            var form = Visitor.pothole
            form["email"] = "a@example.org"
            let keep = try await visitor.submitted(form)
            let gone = try Self.id(try await Self.submit(form, headers: ["Idempotency-Key": "k"], to: visitor))
            func isClosed(_ id: String) async throws -> Bool {
                try await visitor.get("\(Self.base)/requests/\(id).json").json[0]?["status"]?.text == "closed"
            }
            #expect(try await eventually { try await isClosed(gone) })
            try await visitor.database.pool.execute(
                "UPDATE service_request SET requested_at = now() - interval '8 days'"
            )
            try await visitor.database.pool.execute("UPDATE idempotency SET created_at = now() - interval '8 days'")
            let late = try Self.id(try await Self.submit(to: visitor))
            #expect(try await eventually { try await isClosed(late) })
            let city = try #require(visitor.server.cities.sandbox(of: try visitor.city))
            let sandbox = Sandbox(pool: city.pools.service, jurisdiction: city.row, rules: SandboxRules())
            #expect(try await sandbox.forgetOld(limit: 100).requests == 1)
            #expect(try await sandbox.forgetOld(limit: 100).requests == 0)
            #expect(try await visitor.get("\(Self.base)/requests/\(gone).json").status == 404)
            #expect(try await visitor.get("\(Self.base)/requests/\(late).json").status == 200)
            #expect(try await visitor.get("/open311/v2/requests/\(keep).json").status == 200)
            for table in ["service_request", "work_item"] { #expect(try await visitor.count(table) == 2) }
            #expect(try await visitor.count("contact") == 1)
            #expect(try await visitor.verified())
        }
    }

    @Test func `nobody may forget the requests of a city in this way`() async throws {
        try await TinyServer.with { visitor in
            _ = try await visitor.submitted()
            let city = Sandbox(
                pool: visitor.server.pools.service,
                jurisdiction: try visitor.city.row,
                rules: SandboxRules(keeping: .zero)
            )
            await #expect(throws: StoreError.self) { try await city.forgetOld(limit: 10) }
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `a sandbox follows what its city publishes`() async throws {
        try await TinyServer.with { visitor in
            let publisher = Publisher(pool: visitor.database.pool, jurisdiction: try visitor.city.row, actor: "test")
            let catalog = try TinyCity.catalog(replacing: "A hole in the street.", with: "A deep hole.")
            guard case .published = try await publisher.publish(.catalog(catalog)) else {
                throw Missing(what: "a change")
            }
            #expect(
                try await eventually {
                    try await visitor.get("\(Self.base)/services.json").text.contains("A deep hole.")
                }
            )
            #expect(try await Self.submit(to: visitor).status == 200)
        }
    }

    @Test func `with several cities a client says which sandbox it means by the city's own id`() async throws {
        let folders = try CopiedCities()
        try folders.add("other", name: "Other City")
        try await TinyServer.with(change: {
            folders.use(&$0); Self.still(&$0)
        }) { visitor in
            try await visitor.both(.refused("test/v2/requests.*", 400))
            var form = Visitor.pothole
            form["jurisdiction_id"] = "other"
            #expect(try await Self.submit(form, to: visitor).status == 200)
            for (code, count) in [("tiny", 0), ("other", 1)] {
                let answer = try await visitor.get("\(Self.base)/requests.json?jurisdiction_id=\(code)")
                #expect(try answer.json.elements.count == count)
            }
        }
    }
}

extension Visitor {
    /// Whether every promise holds in the database; says what does not.
    func verified() async throws -> Bool {
        let report = try await Verification(pool: database.pool).run()
        for breach in report.breaches { Issue.record("\(breach)") }
        return report.breaches.isEmpty
    }
}
