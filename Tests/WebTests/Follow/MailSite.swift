import Foundation
import HummingbirdTesting
import Notices
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

/// Servers of the tiny city on one database whose mails arrive in a real sink.
struct MailSite: Sendable {
    static let origin = "https://311.example.net"

    let sink: MailSink
    /// One server's visitor.
    let visitor: Visitor
    /// Another's.
    let other: Visitor

    static func with(
        change: (inout WebConfiguration, MailSink) throws -> Void = { _, _ in },
        _ body: @Sendable (MailSite) async throws -> Void
    ) async throws {
        try await MailSink.with { sink in
            try await TestDatabase.with(poolSize: 4) { database in
                var configuration = TinyServer.configuration(database)
                let from = try #require(MailAddress("city@example.net"))
                configuration.mail = MailSettings(sendmail: sink.sendmail, from: from)
                configuration.origin = SiteOrigin(origin)
                configuration.noticeInterval = .milliseconds(50)
                configuration.placeNoticeInterval = .zero
                try change(&configuration, sink)
                let first = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
                let second = try await buildApplication(configuration: configuration, logger: TinyServer.logger)
                try await first.application.test(.ahc(.http)) { one in
                    try await second.application.test(.ahc(.http)) { two in
                        try await body(
                            MailSite(
                                sink: sink,
                                visitor: Visitor(client: one, server: first, database: database, host: "tiny.example"),
                                other: Visitor(client: two, server: second, database: database, host: "tiny.example")
                            )
                        )
                    }
                }
            }
        }
    }

    /// Asks for mails, as the pages do.
    func ask(
        _ subject: FollowSubject,
        _ email: String = "ann@example.org",
        language: String = "en",
        key: RequestKey? = nil
    ) async throws {
        let order = FollowOrder(subject, email: email, language: language, key: key)
        try #require(try await visitor.city.followers.ask(order) == .asked)
    }

    /// The key that stands in the links of a mail.
    static func key(in mail: SunkMail) throws -> FollowerKey {
        let text = try #require(mail.text)
        let digits = try #require(text.firstMatch(of: #/\/follow\/([0-9a-f]{32})/#)).output.1
        return try #require(FollowerKey(String(digits)))
    }

    /// Waits for the question and answers it; gives the key.
    func confirm(after count: Int = 0, _ email: String = "ann@example.org") async throws -> FollowerKey {
        let mails = try await sink.mails(count + 1)
        let mail = try #require(mails.last { $0.to == [email] })
        let key = try Self.key(in: mail)
        _ = try #require(try await visitor.city.followers.confirm(key))
        return key
    }

    /// Waits until everything that has happened was dealt with.
    func settle() async throws {
        let isSettled = try await eventually {
            let waiting = try await visitor.count("outbox")
            let unread = try await visitor.count(
                "event e JOIN event_tail t USING (jurisdiction) WHERE (e.xid, e.event) > (t.xid, t.event)"
            )
            return waiting == 0 && unread == 0
        }
        #expect(isSettled)
    }

    /// Works accepts what waits of it; gives the item.
    func accept(_ department: String = "works", by visitor: Visitor) async throws -> Int {
        let key = try await visitor.key(department)
        let (lease, items) = try await visitor.claim(department, #"{"limit":1}"#, key: key)
        let item = try #require(items.first)
        let body = #"{"items":[{"item_id":\#(item)}]}"#
        try #require(try await visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
        return item
    }

    func say(_ text: String, about item: Int, _ department: String = "works", by visitor: Visitor) async throws {
        let key = try await visitor.key(department)
        let answer = try await visitor.call("items/\(item)/note", #"{"text":"\#(text)","public":true}"#, key: key)
        guard answer.status == 200 else { throw Unexpected(answer) }
    }

    func complete(_ item: Int, _ department: String = "works", by visitor: Visitor) async throws {
        let key = try await visitor.key(department)
        let answer = try await visitor.call("items/\(item)/complete", #"{"outcome":"done","note":"Filled."}"#, key: key)
        guard answer.status == 200 else { throw Unexpected(answer) }
    }
}
