import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct BothFormatsTests {
    private static let readings: [Question] = [
        .get("discovery.*", "discovery"),
        .get("v2/services.*", "services"),
        .get("v2/services.*/", "services"),
        .get("v2/services.*?lat=10.01&long=20.005", "services"),
        .get("v2/services.*?lat=11&long=21", "services"),
        .get("v2/services/pothole.*", "service_definition"),
        .get("v2/services/Street%20Condition.*", "service_definition"),
        .get("v2/services/noise.*", "service_definition"),
        .get("v2/services/flood.*", "service_definition"),
        .get("v2/requests.*", "service_requests"),
        .get("v2/requests.*?extensions=true", "service_requests"),
        .get("v2/requests.*?status=closed", "service_requests"),
        .get("v2/requests.*?service_code=noise", "service_requests"),
    ]

    private static let refusals: [Question] = [
        .refused("v2/services/nothing.*", 404), .refused("v2/requests/NOSUCH.*", 404),
        .refused("v2/requests/%00.*", 404), .refused("v2/requests/%ff.*", 404), .refused("v2/requests/.*", 404),
        .refused("v2/services.*?jurisdiction_id=atlantis", 404),
        .refused("v2/services/pothole.*?jurisdiction_id=atlantis", 404),
        .refused("v2/requests/1.*?jurisdiction_id=atlantis", 404),
        .refused("discovery.*?jurisdiction_id=atlantis", 404),
        .refused("v2/services.*?lat=11", 400), .refused("v2/services.*?lat=a&long=b", 400),
        .refused("v2/requests.*?status=lost", 400), .refused("v2/requests.*?status=%ff", 400),
        .refused("v2/requests.*?status=%3C%26%5D%5D%3E%22%C2%85%EF%BF%BE%01%E2%80%AE", 400),
        .refused("v2/requests.*?start_date=yesterday&end_date=%3Ctomorrow%3E&status=lost", 400),
        .refused("v2/requests.*?start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
        .refused("v2/lost.*", 404), .refused("lost.*", 404), .refused("v2/a/b/c.*", 404), .refused(".*", 404),
        .refused("v2/services.*.*", 404), .refused("v2/tokens/1.*", 404), .refused("v2/lost.*", 404, method: .post),
        .refused("v2/services.*", 405, method: .put), .refused("v2/services/pothole.*", 405, method: .delete),
        .refused("v2/requests.*", 405, method: .patch), .refused("v2/requests/1.*", 405, method: .put),
        .refused("discovery.*", 405, method: .put), .refused("discovery.*", 405, method: .post),
        .refused("v2/services.*", 405, method: .post),
    ]

    @Test func `every answer carries the same values in JSON and in XML`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["address_string"] = "1 Main St & Elm <rear>"
            form["media_url"] = "https://example.org/?a=1&b=2"
            let open = try await visitor.submitted(form)
            _ = try await visitor.submitted(["service_code": "pothole", "address_string": "By the well"])
            let hidden = try await visitor.submitted(
                ["service_code": "person-in-need", "lat": "10.01", "long": "20.005"]
            )
            let closed = try await visitor.submitted(
                ["service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday"]
            )
            let key = try await visitor.key("police")
            let (lease, items) = try await visitor.claim("police", key: key)
            let done = items.map { #"{"item_id":\#($0),"outcome":"done"}"# }.joined(separator: ",")
            let outcomes = try await visitor.outcomes(
                "leases/\(lease ?? "none")/complete",
                #"{"items":[\#(done)]}"#,
                key: key
            )
            #expect(outcomes == ["ok", "ok"])
            let records = [open, hidden, closed].flatMap { id -> [Question] in
                [
                    .get("v2/requests/\(id).*", "service_requests"),
                    .get("v2/requests/\(id).*?extensions=true", "service_requests"),
                    .get("v2/requests.*?service_request_id=\(id),NOSUCH", "service_requests"),
                ]
            }
            var documents: [String] = []
            for question in Self.readings + records + Self.refusals {
                documents.append(try await visitor.both(question).xml.text)
            }
            #expect(documents.contains { $0.contains("<status>closed</status>") })
            #expect(documents.contains { $0.contains("Elm &lt;rear&gt;") })
            try await expectWellFormed(documents)
        }
    }

    @Test func `HEAD and OPTIONS of both formats say the same, without a body`() async throws {
        try await TinyServer.with { visitor in
            let paths = [
                "discovery", "v2/services", "v2/services/pothole", "v2/requests", "v2/lost", "v2/requests/NOSUCH",
            ]
            for path in paths {
                for ending in ["json", "xml"] {
                    let get = try await visitor.get("/open311/\(path).\(ending)")
                    let head = try await visitor.send(.head, "/open311/\(path).\(ending)")
                    #expect(head.text.isEmpty)
                    #expect(head.status == get.status)
                    for name in ["Content-Type", "Content-Length", "Access-Control-Allow-Origin"] {
                        #expect(head[header: name] == get[header: name])
                    }
                }
            }
            for path in [
                "discovery.json", "discovery.xml", "v2/services.xml", "v2/services/x.xml", "v2/requests/x.xml",
            ] {
                let options = try await visitor.send(.options, "/open311/\(path)")
                #expect(options.status == 204)
                #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS")
                #expect(options[header: "Access-Control-Allow-Origin"] == "*")
            }
            let options = try await visitor.send(.options, "/open311/v2/requests.xml")
            #expect(options[header: "Allow"] == "GET, HEAD, OPTIONS, POST")
        }
    }

    @Test(arguments: [
        "v2/services.csv", "v2/services", "v2/xml", "v2/services.xml.csv", "v2/requests/1", "discovery", "",
    ])
    func `an ending that names no format is not found, in JSON`(path: String) async throws {
        try await TinyServer.with { visitor in
            let answer = try await visitor.get("/open311/\(path)")
            #expect(answer.status == 404)
            #expect(try answer.codes == ["404"])
            #expect(answer[header: "Content-Type"] == "application/json; charset=utf-8")
        }
    }

    // MARK: - Submissions

    @Test func `every bad submission is refused with the same faults in both formats`() async throws {
        try await TinyServer.with { visitor in
            var documents: [String] = []
            for bad in RefusalTests.all {
                let question = Question.post(bad.body, bad.status, headers: ["Content-Type": bad.type])
                let answers = try await visitor.both(question)
                #expect(try Set(answers.json.codes) == Set(bad.codes), "\(bad.testDescription)")
                documents.append(answers.xml.text)
            }
            for key in [String(repeating: "k", count: 256), ""] {
                let question = Question.post(Visitor.encoded(Visitor.pothole), 400, headers: ["Idempotency-Key": key])
                try await visitor.both(question)
            }
            #expect(try await visitor.isEmpty())
            try await expectWellFormed(documents)
        }
    }

    @Test func `a submission repeated in the other format is the same one, and has the same receipt`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["account_id"] = "<17>"
            let key = ["Idempotency-Key": "k"]
            let question = Question.post(Visitor.encoded(form), 200, headers: key)
            let answers = try await visitor.both(question)
            #expect(answers.json[header: "Idempotent-Replayed"] == nil)
            #expect(answers.xml[header: "Idempotent-Replayed"] == "true")
            #expect(answers.xml.text.contains("<account_id>&lt;17&gt;</account_id>"))
            #expect(try await visitor.count("service_request") == 1)
            let again = try await visitor.both(question)
            #expect(again.xml.text == answers.xml.text)
            form["description"] = "Deeper."
            try await visitor.both(.post(Visitor.encoded(form), 422, headers: key))
            // In XML from the start it is stored just as well.
            let fresh = try await visitor.send(
                .post,
                "/open311/v2/requests.xml?extensions=true",
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Visitor.encoded(form)
            )
            #expect(fresh.status == 200)
            #expect(fresh.text.contains("<extended_attributes><department>works</department><queue>works/W</queue>"))
            #expect(try await visitor.count("service_request") == 2)
        }
    }

    @Test func `a body above the limit is 413 in both formats`() async throws {
        try await TinyServer.with(change: { $0.limits.maximumBody = 1000 }) { visitor in
            let answers = try await visitor.both(.post(String(repeating: "x", count: 1001), 413))
            #expect(answers.xml[header: "Connection"] == "close")
        }
    }

    @Test func `a twin in flight is 409 in both formats`() async throws {
        try await TinyServer.with(change: { $0.limits.twinWait = .milliseconds(100) }) { visitor in
            let first = try await PostgresConnection.open(visitor.database.configuration)
            try await first.execute("BEGIN")
            try await first.execute(
                """
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                VALUES (\(try visitor.city.row.number), 'anonymous', 'slow', sha256(''), 1)
                """
            )
            let form = Visitor.encoded(Visitor.pothole)
            let answers = try await visitor.both(.post(form, 409, headers: ["Idempotency-Key": "slow"]))
            #expect(answers.xml[header: "Retry-After"] == "1")
            try await first.execute("ROLLBACK")
            await first.close()
        }
    }

    @Test func `what the database cannot do is 500, and that it cannot be reached 503, in both formats`() async throws {
        try await TinyServer.with { visitor in
            try await visitor.database.pool.execute("ALTER TABLE service_request DROP COLUMN device_id")
            try await visitor.both(.post(Visitor.encoded(Visitor.pothole), 500))
            await visitor.server.pool.close()
            let answers = try await visitor.both(.post(Visitor.encoded(Visitor.pothole), 503))
            #expect(answers.xml[header: "Retry-After"] == "5")
            try await visitor.both(.refused("v2/requests.*", 503))
        }
    }

    // MARK: - Hostile texts

    @Test func `a hundred hostile texts come back the same in both formats`() async throws {
        try await TinyServer.with { visitor in
            var documents: [String] = []
            for text in HostileTexts.all {
                var form = Visitor.pothole
                form["description"] = text
                form["address_string"] = text
                let id = try await visitor.submitted(form)
                let answers = try await visitor.both(.get("v2/requests/\(id).*", "service_requests"))
                let description = try answers.json.json[0]?["description"]?.text
                let sent = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
                #expect(
                    description.map { sent.unicodeScalars.contains($0.unicodeScalars) } == true,
                    "\(text.debugDescription)"
                )
                // What is wrong with a text is told with the text itself.
                form["service_code"] = text
                form["lat"] = text
                documents.append(try await visitor.both(.post(Visitor.encoded(form), 404)).xml.text)
            }
            let list = try await visitor.both(.get("v2/requests.*?extensions=true", "service_requests"))
            #expect(try list.json.json.elements.count == 100)
            try await expectWellFormed(documents + [list.xml.text])
        }
    }

    @Test func `hostile names of a catalog come back the same in both formats`() async throws {
        let folders = try CopiedCities()
        let name = #""<b>&amp;]]>'\"\u202E\x01\x0B e\u0301 \uFFFE \U0001F6A7""#
        try folders.replace("name: {en: Pothole}", with: "name: {en: \(name)}", in: "tiny/services/street.yml")
        try folders.replace("{en: Deep}", with: "{en: \(name)}", in: "tiny/services/street.yml")
        try folders.replace("{en: Tiny City}", with: "{en: \(name)}", in: "tiny/jurisdiction.yml")
        try await TinyServer.with(change: folders.use) { visitor in
            let id = try await visitor.submitted()
            var documents: [String] = []
            for question in [
                Question.get("v2/services.*", "services"), .get("v2/services/pothole.*", "service_definition"),
                .get("v2/requests/\(id).*", "service_requests"), .get("discovery.*", "discovery"),
                .post("service_code=pothol&lat=1&long=2", 404), .post("service_code=pothole&lat=11&long=21", 400),
            ] {
                let answer = try await visitor.both(question).xml.text
                #expect(answer.contains("&lt;b&gt;&amp;amp;]]&gt;'\"\u{202E}\u{FFFD}\u{FFFD}"), "\(question.path)")
                documents.append(answer)
            }
            try await expectWellFormed(documents)
        }
    }
}
