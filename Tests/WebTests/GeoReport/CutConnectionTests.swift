import Foundation
import HummingbirdTesting
import Postgres
import Store
import TestSupport
import Testing
import Web

/// What a client does that got no answer: it sends the same again.
@Suite struct CutConnectionTests {
    private static func head(_ form: String, key: String?) -> String {
        "POST /open311/v2/requests.json HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + (key.map { "Idempotency-Key: \($0)\r\n" } ?? "")
            + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)"
    }

    @Test(arguments: [true, false])
    func `a client whose connection was cut sends the same again and has one request`(hasKey: Bool) async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            var form = Visitor.pothole
            // FixMyStreet sends no key, and its own id.
            if !hasKey { form["attribute[fixmystreet_id]"] = "4711" }
            let body = Visitor.encoded(form)
            try await RawConnection.abandon(Self.head(body, key: hasKey ? "k" : nil), port: port) {
                let isStored = try await eventually { try await visitor.count("service_request") == 1 }
                #expect(isStored)
            }
            let headers = hasKey ? ["Idempotency-Key": "k"] : [:]
            let again = try await visitor.submit(raw: body, headers: headers)
            let third = try await visitor.submit(raw: body, headers: headers)
            #expect(again.status == 200)
            #expect(again[header: "Idempotent-Replayed"] == "true")
            #expect(third.text == again.text)
            let id = try #require(try again.json[0]?["service_request_id"]?.text)
            let listed = try await visitor.get("/open311/v2/requests.json").json
            #expect(listed.elements.map { $0["service_request_id"]?.text } == [id])
            for table in ["service_request", "work_item", "ready"] { #expect(try await visitor.count(table) == 1) }
        }
    }

    @Test func `a client that gives up while its request waits to be stored gets the same one later`() async throws {
        try await TinyServer.with(.live) { visitor in
            let port = try #require(visitor.client.port)
            let body = Visitor.encoded(Visitor.pothole)
            // Nothing can be stored while this is open.
            let blocker = try await PostgresConnection.open(visitor.database.configuration)
            try await blocker.execute("BEGIN")
            try await blocker.execute("LOCK TABLE service_request IN SHARE MODE")
            try await RawConnection.abandon(Self.head(body, key: "k"), port: port) {
                let isWaiting = try await eventually { try visitor.city.intake.waiting == 1 }
                #expect(isWaiting)
            }
            try await blocker.execute("ROLLBACK")
            await blocker.close()
            var answer = try await visitor.submit(raw: body, headers: ["Idempotency-Key": "k"])
            while answer.status == 409 {
                try await Task.sleep(for: .milliseconds(50))
                answer = try await visitor.submit(raw: body, headers: ["Idempotency-Key": "k"])
            }
            #expect(answer.status == 200)
            #expect(try await visitor.count("service_request") == 1)
            #expect(try await visitor.count("ready") == 1)
        }
    }
}
