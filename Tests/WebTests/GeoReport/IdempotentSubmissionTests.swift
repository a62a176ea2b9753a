import Postgres
import Store
import TestSupport
import Testing
import Web

@Suite struct IdempotentSubmissionTests {
    @Test func `the same submission under the same key is answered byte for byte and stored once`() async throws {
        try await TinyServer.with { visitor in
            let key = ["Idempotency-Key": "label:42"]
            var form = Visitor.pothole
            form["account_id"] = "17"
            let first = try await visitor.submit(form, headers: key, query: "?extensions=true")
            #expect(first.status == 200)
            #expect(first[header: "Idempotent-Replayed"] == nil)
            // Another order of the parameters says the same.
            let reversed = Visitor.encoded(form).split(separator: "&").reversed().joined(separator: "&")
            let again = try await visitor.submit(raw: reversed, headers: key, query: "?extensions=true")
            #expect(again.status == 200)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.count("ready") == 1)
        }
    }

    @Test func `another body under the same key is refused`() async throws {
        try await TinyServer.with { visitor in
            let key = ["Idempotency-Key": "k"]
            #expect(try await visitor.submit(headers: key).status == 200)
            var other = Visitor.pothole
            other["description"] = "Deeper."
            let answer = try await visitor.submit(other, headers: key)
            #expect(answer.status == 422)
            #expect(try answer.codes == ["422"])
            #expect(try await visitor.count("service_request") == 1)
        }
    }

    @Test func `the same key of another client is another key`() async throws {
        try await TinyServer.with { visitor in
            let key = ["Idempotency-Key": "k"]
            for query in ["?api_key=one", "?api_key=two", ""] {
                let answer = try await visitor.submit(headers: key, query: query)
                #expect(answer.status == 200)
            }
            #expect(try await visitor.count("service_request") == 3)
            // In the form, the query or a header it is the same client.
            var form = Visitor.pothole
            form["api_key"] = "one"
            #expect(try await visitor.submit(form, headers: key)[header: "Idempotent-Replayed"] == "true")
            let header = ["Idempotency-Key": "k", "X-Api-Key": "two"]
            #expect(try await visitor.submit(headers: header)[header: "Idempotent-Replayed"] == "true")
            #expect(try await visitor.count("service_request") == 3)
        }
    }

    @Test func `fifty twins at the same time make one request and one answer`() async throws {
        try await TinyServer.with { visitor in
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await visitor.submit(headers: ["Idempotency-Key": "twins"]) }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.count == 50)
            for answer in answers where answer.status != 200 {
                #expect(answer.status == 409)
                #expect(answer[header: "Retry-After"] == "1")
            }
            #expect(Set(answers.filter { $0.status == 200 }.map(\.text)).count == 1)
            #expect(answers.filter { $0.status == 200 && $0[header: "Idempotent-Replayed"] == nil }.count == 1)
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.count("work_item") == 1)
            #expect(try await visitor.count("ready") == 1)
        }
    }

    @Test func `a twin whose first has no answer yet is told to ask again, and may`() async throws {
        try await TinyServer.with(change: { $0.database.settings["lock_timeout"] = "200ms" }) { visitor in
            let key = ["Idempotency-Key": "slow"]
            // A first that is still at it: its key is written and not committed.
            let first = try await PostgresConnection.open(visitor.database.configuration)
            try await first.execute("BEGIN")
            try await first.execute(
                """
                INSERT INTO idempotency (jurisdiction, client, key, fingerprint, number)
                VALUES (\(try visitor.city.row.number), 'anonymous', 'slow', sha256(''), 1)
                """
            )
            let twin = try await visitor.submit(headers: key)
            #expect(twin.status == 409)
            #expect(twin[header: "Retry-After"] == "1")
            #expect(try twin.codes == ["409"])
            try await first.execute("ROLLBACK")
            await first.close()
            #expect(try await visitor.isEmpty())
            let again = try await visitor.submit(headers: key)
            #expect(again.status == 200)
            #expect(again[header: "Idempotent-Replayed"] == nil)
        }
    }

    @Test func `without a key nothing that merely looks alike is merged`() async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form["device_id"] = "phone"
            for _ in 0..<2 { _ = try await visitor.submitted(form) }
            #expect(try await visitor.count("service_request") == 2)
        }
    }

    @Test(arguments: ["attribute[fixmystreet_id]", "device_id", "account_id"])
    func `a client's own marker makes an identical form the same submission`(marker: String) async throws {
        try await TinyServer.with { visitor in
            var form = Visitor.pothole
            form[marker] = "7"
            form["api_key"] = "client"
            let first = try await visitor.submit(form)
            let again = try await visitor.submit(form)
            #expect(again.text == first.text)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            form["description"] = "Deeper."
            #expect(try await visitor.submit(form).text != first.text)
            #expect(try await visitor.count("service_request") == 2)
        }
    }
}
