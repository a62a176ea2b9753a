import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Notices
import OpenMetrics
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// Nothing that people wrote, and nothing that opens a door, is ever in the log, however much is logged.
@Suite struct LogPrivacyTests {
    /// What a resident tells, each unlike anything the program says by itself.
    private static let person = [
        "first_name": "Annabelquist", "last_name": "O'Lopezsen", "email": "annabelquist@mail.example",
        "phone": "555 0199 7231", "description": "Behind the heliotrope gate.",
    ]
    private static let place = ["lat": "10.0123457", "long": "20.0054321", "address_string": "12 Periwinkle Mews"]
    private static let words = [
        "annabelquist", "lopezsen", "0199", "heliotrope", "periwinkle", "10.0123457", "20.0054321", "203.0.113.77",
        "browser-of-mine", "xylophone", "green bicycles", "guessed-wrong", "127.0.0.1",
    ]

    /// A sendmail command that says what it was given, and takes nothing but what it likes.
    private static func sendmail(_ code: Int32) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "sendmail-\(UUID().uuidString)")
        try Data("#!/bin/sh\necho \"$@\" >&2\ncat >&2\nexit \(code)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file.path
    }

    @Test(arguments: [0, 67, 75] as [Int32])
    func `a whole journey leaves nothing of a person in the log`(mailer: Int32) async throws {
        let recorder = LogRecorder()
        let sendmail = try Self.sendmail(mailer)
        defer { try? FileManager.default.removeItem(atPath: sendmail) }
        let secrets = try await TestDatabase.with(poolSize: 4) { database in
            var configuration = TinyServer.configuration(database)
            configuration.mail = MailSettings(
                sendmail: sendmail,
                from: try #require(MailAddress("city@example.net"))
            )
            configuration.origin = SiteOrigin("https://311.example.net")
            configuration.noticeInterval = .milliseconds(50)
            configuration.metricsKey = Scrape.key
            let server = try await buildApplication(configuration: configuration, logger: recorder.logger)
            return try await server.application.test(.ahc(.http)) { client in
                try await Self.journey(
                    Visitor(client: client, server: server, database: database, host: "tiny.example")
                )
            }
        }
        let log = recorder.lines.joined(separator: "\n")
        // It is a log, and all of it.
        #expect(recorder.lines.filter { $0.contains("Answered a request") }.count > 20)
        #expect(log.contains("A request failed") && log.contains("4bf92f3577b34da6a3ce929d0e0e4736"))
        if mailer != 0 { #expect(log.contains("A mail was not taken")) }
        let lowered = log.lowercased()
        for word in Self.words + secrets {
            #expect(word.utf8.count > 3 && !lowered.contains(word.lowercased()), "\(word)")
        }
    }

    /// Goes every way that people's words take; gives what opened doors on it.
    private static func journey(_ visitor: Visitor) async throws -> [String] {
        var secrets: [String] = [Scrape.key]
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let own = ["X-Forwarded-For": "203.0.113.77", "User-Agent": "browser-of-mine", "traceparent": trace]
        let form = Visitor.pothole.merging(person) { $1 }.merging(place) { $1 }

        // By the pages, to the private link, and following it by mail.
        let draft = try await visitor.draft(form, headers: own)
        let (id, key) = try await visitor.link(sending: draft, headers: own)
        secrets += [draft, key]
        _ = try await visitor.page("/r/\(id)?key=\(key)", headers: own)
        _ = try await visitor.post("/r/\(id)/follow", ["email": "annabelquist@mail.example"], headers: own)
        _ = try await visitor.page("/?q=xylophone&lat=10.0123457&long=20.0054321", headers: own)
        _ = try await visitor.page("/report/where?q=Periwinkle", headers: own)
        let follower = try await visitor.database.pool.first("SELECT encode(follower, 'hex') FROM follower") {
            try $0.decode(String.self)
        }
        secrets.append(try #require(follower))
        _ = try await visitor.page("/follow/\(try #require(follower))", headers: own)
        _ = try await visitor.post("/follow/\(try #require(follower))", ["answer": "yes"], headers: own)

        // By GeoReport, with a key, and with what is refused.
        var call = form
        call["api_key"] = "xylophone-key"
        _ = try await visitor.submit(call, headers: own.merging(["Idempotency-Key": "xylophone-once"]) { $1 })
        call["email"] = "annabelquist at nowhere"
        _ = try await visitor.submit(call, headers: own)
        _ = try await visitor.submit(raw: "description=heliotrope%", headers: own)
        _ = try await visitor.get("/open311/v2/requests.json?service_code=xylophone", headers: own)
        _ = try await visitor.get("/xylophone/heliotrope", headers: own)

        // A department's system, and its people.
        let bearer = try await visitor.key("works")
        let (lease, items) = try await visitor.claim("works", #"{"limit":1,"worker":"annabelquist"}"#, key: bearer)
        let item = try #require(items.first)
        let accept = #"{"items":[{"item_id":\#(item)}]}"#
        _ = try await visitor.outcomes("leases/\(try #require(lease))/accept", accept, key: bearer)
        _ = try await visitor.call("leases/\(try #require(lease))/accept", "{heliotrope", key: bearer)
        _ = try await visitor.call("queues/works/claims", key: "d311_xylophone")
        let browser = try await Browser(visitor, person: .crew)
        secrets += [bearer, String(browser.cookie.split(separator: "=").last ?? "")]
        let page = try await browser.page("/desk/items/\(item)")
        _ = try await browser.get("/desk/items/\(item)?q=heliotrope")
        if let form = try? Browser.form("/desk/items/\(item)/contact", in: page) {
            _ = try await browser.post("/desk/items/\(item)/contact", form, headers: own)
        }
        _ = try await visitor.post(
            "/desk/sign-in",
            ["email": "annabelquist@mail.example", "password": "guessed-wrong"],
            headers: own
        )
        _ = try await Scrape(visitor)

        // What the database refuses it tells with the whole row.
        try await visitor.database.pool.execute(
            "ALTER TABLE contact ADD CONSTRAINT never CHECK (email NOT LIKE 'annabel%') NOT VALID"
        )
        #expect(try await visitor.submit(form, headers: own).status == 500)
        // Mails are on their way.
        #expect(
            try await eventually {
                try await visitor.database.count("outbox WHERE attempts > 0") > 0
                    || visitor.city.meter.mails.values.contains { $0.value > 0 }
            }
        )
        return secrets
    }

    @Test(
        arguments: [
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736"),
            ("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "4bf92f3577b34da6a3ce929d0e0e4736"),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", nil),
            ("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", nil),
            ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", nil),
            ("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", nil),
            ("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", nil),
            ("00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", nil),
            ("00-annabelquist@mail.example0000000-00f067aa0ba902b7-01", nil), ("", nil), ("-", nil),
        ] as [(String, String?)]
    )
    func `only a trace as the standard writes it is taken in`(_ field: String, _ trace: String?) {
        #expect(TraceParent.trace(of: field) == trace)
    }
}
