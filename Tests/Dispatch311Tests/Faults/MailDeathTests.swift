import Foundation
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import dispatch311

@Suite(.enabled(if: MailSink.isInstalled, Comment(rawValue: MailSink.absence)))
struct MailDeathTests {
    private struct Started: Decodable { let url: String }

    /// A sendmail command that brings its first mail to the sink and then kills the server that called it.
    private func murderer(_ sink: MailSink) throws -> String {
        let folder = URL(filePath: sink.sendmail).deletingLastPathComponent()
        let script = folder.appending(path: "murderer")
        let lines = [
            "#!/bin/sh", "'\(sink.sendmail)' \"$@\" || exit $?",
            "if mkdir '\(folder.path)/murdered' 2>/dev/null; then kill -9 $PPID; fi", "exit 0", "",
        ]
        try Data(lines.joined(separator: "\n").utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return script.path
    }

    private func serve(_ database: TestDatabase, sendmail: String) async throws -> Program.Running {
        let configuration = database.configuration
        let place =
            "host=\(configuration.host ?? "") port=\(configuration.port ?? 5432) "
            + "dbname=\(configuration.database ?? "") user=\(configuration.user ?? "")"
        let server = try Program.start([
            "serve", "--port", "0", "--json", "--catalog", TinyCity.catalogFolder, "--geodata", TinyCity.geodataFolder,
            "--database", place, "--sendmail", sendmail, "--mail-from", "city@example.net", "--origin",
            "https://311.example.net",
        ])
        _ = try JSONDecoder().decode(Started.self, from: Data(try await server.firstLine().utf8))
        return server
    }

    @Test func `a server killed between the mailer's yes and its own word sends the same mail again, and goes on`()
        async throws
    {
        try await MailSink.with { sink in
            try await TestDatabase.with { database in
                let city = try await TestCity(in: database)
                let followers = Followers(pool: database.roles.service, jurisdiction: city.jurisdiction)
                let id = try await city.submit()
                let sendmail = try murderer(sink)
                let first = try await serve(database, sendmail: sendmail)
                let order = FollowOrder(.request(id), email: "ann@example.org", language: "en")
                #expect(try await followers.ask(order) == .asked)
                #expect(try await sink.mails(1).count == 1)
                _ = try await first.end()
                // It is still taken, by the dead one.
                #expect(try await database.count("outbox WHERE attempts = 1") == 1)
                #expect(try await database.count("follower WHERE taken IS NOT NULL AND due_at > now()") == 1)

                let second = try await serve(database, sendmail: sendmail)
                try await database.pool.execute("UPDATE follower SET due_at = now()")
                let mails = try await sink.mails(2)
                #expect(mails.count == 2 && Set(mails.map { $0["Message-ID"] }).count == 1)
                let text = try #require(mails.first?.text)
                let digits = try #require(text.firstMatch(of: #/\/follow\/([0-9a-f]{32})/#)).output.1
                let key = try #require(FollowerKey(String(digits)))
                _ = try #require(try await followers.confirm(key))
                let worker = Worker(department: "works", name: "a")
                let claim = try #require(try await city.queues.claim(1, for: worker, lease: .seconds(600)))
                let item = try #require(claim.items.first).item
                _ = try await city.queues.accept([Acceptance(item: item)], under: claim.lease, by: worker)
                _ = try await city.queues.completeAccepted([Completion(item: item, outcome: .done)], by: worker)
                let told = try await sink.mails(4).dropFirst(2)
                #expect(told.map { $0["Subject"]?.hasSuffix("took it on.") } == [true, false])
                #expect(try await eventually { try await database.count("outbox") == 0 })
                #expect(try await sink.mails(0).count == 4)
                kill(second.process.processIdentifier, SIGTERM)
                #expect(try await second.end().code == 0)
            }
        }
    }
}
