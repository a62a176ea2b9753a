import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct SubmissionFormatsTests {
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
            await visitor.server.pools.close()
            let answers = try await visitor.both(.post(Visitor.encoded(Visitor.pothole), 503))
            #expect(answers.xml[header: "Retry-After"] == "5")
            try await visitor.both(.refused("v2/requests.*", 503))
        }
    }
}
