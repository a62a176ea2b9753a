import Foundation
import HTTPTypes
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: MailSink.isInstalled, Comment(rawValue: MailSink.absence)))
struct MailCarrierTests {
    @Test func `who follows is told of what happens in order and once, with two servers at work`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id))
            // Whoever does not answer gets no other mail.
            try await site.ask(.request(id), "bob@example.org")
            let key = try await site.confirm(after: 1)
            let item = try await site.accept(by: site.other)
            try await site.say("We come on Monday.", about: item, by: site.visitor)
            try await site.complete(item, by: site.other)
            let mails = try await site.sink.mails(5)
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 5)
            let told = mails.filter { $0.to == ["ann@example.org"] }
            let reference = try #require(ServiceRequest.ID(id)).grouped
            #expect(
                told.map { $0["Subject"] } == [
                    "Do you want mails about Pothole (\(reference))?",
                    "Pothole (\(reference)): Public Works took it on.",
                    "Pothole (\(reference)): Public Works says",
                    "Pothole (\(reference)): Public Works dealt with it.",
                ]
            )
            #expect(Set(mails.map { $0["Message-ID"] }).count == 5)
            #expect(mails.allSatisfy { $0.defects == [] && $0.from == "city@example.net" })
            #expect(mails.allSatisfy { $0.sender.name == "Tiny City" })
            let last = try #require(told.last?.text)
            for part in ["dealt with it.", "> Filled.", "The report was closed.", "\(MailSite.origin)/r/\(id)\r\n"] {
                #expect(last.contains(part), "\(part)")
            }
            #expect(told[2].text?.contains("> We come on Monday.") == true)
            #expect(told[1]["List-Unsubscribe"] == "<\(MailSite.origin)/follow/\(key.text)/end>")
            #expect(told[1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click")
            #expect(told.allSatisfy { $0.text?.contains("key=") == false })
            #expect(try await site.visitor.city.followers.end(key))
            _ = try await site.visitor.city.moves.reopen(id, reason: "It is back.", by: .resident)
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 5)
        }
    }

    @Test func `the resident who sent a private report is told everything, everybody else what everybody may see`()
        async throws
    {
        try await MailSite.with { site in
            let form = [
                "service_code": "person-in-need", "lat": "10.01", "long": "20.005", "description": "By the door.",
                "email": "ann@example.org", "first_name": "Anneliese", "phone": "555-0199",
            ]
            let id = try await site.visitor.submitted(form)
            let number = try #require(try site.visitor.city.row.cipher.number(for: id))
            let found = try await site.visitor.database.pool.first(
                "SELECT encode(secret, 'hex') FROM service_request WHERE number = \(number)"
            ) { row in try row.decode(String.self) }
            let secret = try #require(found)
            let own = RequestKey(secret)
            try await site.ask(.request(id), key: own)
            _ = try await site.confirm()
            try await site.ask(.request(id), "bob@example.org", language: "es")
            _ = try await site.confirm(after: 1, "bob@example.org")
            let department = try #require(
                try await site.visitor.city.reader.record(id)
            ).department
            let item = try await site.accept(department, by: site.visitor)
            try await site.say("We are at 5 Main Street.", about: item, department, by: site.visitor)
            let mails = try await site.sink.mails(6)
            let sender = mails.filter { $0.to == ["ann@example.org"] }
            let others = mails.filter { $0.to == ["bob@example.org"] }
            #expect(sender.count == 3 && others.count == 3)
            #expect(sender.last?.text?.contains("> We are at 5 Main Street.") == true)
            #expect(sender.last?.text?.contains("\(MailSite.origin)/r/\(id)?key=\(secret)\r\n") == true)
            for word in ["Main Street", secret] { #expect(others.allSatisfy { $0.text?.contains(word) == false }) }
            #expect(others.last?.text?.contains("\(MailSite.origin)/r/\(id)?lang=es\r\n") == true)
            #expect(others.allSatisfy { $0.sender.name == "Ciudad Pequeña" })
            let reference = try #require(ServiceRequest.ID(id)).grouped
            #expect(sender.last?["Subject"] == "Report \(reference): there is news")
            #expect(others.first?["Subject"] == "¿Quiere recibir correos sobre “Reporte \(reference)”?")
            for mail in mails {
                let raw = String(decoding: mail.raw, as: UTF8.self) + (mail.text ?? "")
                for secret in ["Anneliese", "555-0199", "By the door."] { #expect(!raw.contains(secret), "\(secret)") }
                #expect(mail.to.count == 1)
            }
            #expect(!others.contains { String(decoding: $0.raw, as: UTF8.self).contains("ann@example.org") })
        }
    }

    @Test func `a question is in the mail to whoever reported it, others read that something was asked`() async throws {
        try await MailSite.with { site in
            let (visitor, city) = (site.visitor, try site.visitor.city)
            let id = try await visitor.submitted(Visitor.pothole.merging(["email": "ann@example.org"]) { $1 })
            let number = try #require(city.row.cipher.number(for: id))
            let secret = try await visitor.database.pool.first(
                "SELECT encode(secret, 'hex') FROM service_request WHERE number = \(number)"
            ) { row in try row.decode(String.self) }
            try await site.ask(.request(id), key: RequestKey(try #require(secret)))
            _ = try await site.confirm()
            try await site.ask(.request(id), "bob@example.org")
            _ = try await site.confirm(after: 1, "bob@example.org")
            let place = try #require(city.snapshot.index.places(at: Place.west.coordinate).last)
            try await site.ask(.place(place, serviceCode: nil), "eve@example.org")
            _ = try await site.confirm(after: 2, "eve@example.org")
            let item = try await site.accept(by: visitor)
            let asked = try await city.moves.ask(
                "Mrs Lopez, is your dog at home?",
                about: Int64(item),
                by: Worker(department: "works", name: "AB")
            )
            #expect(asked == .done(true))
            try await site.complete(item, by: visitor)
            // Three questions whether; acceptance, question and end to each of two; the end to who follows the place.
            let mails = try await site.sink.mails(10)
            try await site.settle()
            let told = mails.filter { $0.to == ["ann@example.org"] }
            #expect(told.contains { $0.text?.contains("> Mrs Lopez, is your dog at home?") == true })
            let others = mails.filter { $0.to != ["ann@example.org"] }
            let subject = "Public Works asked the person who reported it a question."
            #expect(others.contains { $0["Subject"]?.hasSuffix(subject) == true })
            for mail in others {
                let raw = String(decoding: mail.raw, as: UTF8.self) + (mail.text ?? "")
                #expect(!raw.contains("Lopez") && !raw.contains("dog"))
            }
        }
    }

    @Test func `who follows a place is told of what comes in and is closed there`() async throws {
        try await MailSite.with { site in
            let place = try #require(
                try site.visitor.city.snapshot.index.places(at: Place.west.coordinate).last
            )
            try await site.ask(.place(place, serviceCode: "pothole"))
            _ = try await site.confirm()
            let id = try await site.visitor.submitted()
            _ = try await site.visitor.submitted(["service_code": "pothole", "lat": "10.01", "long": "20.035"])
            _ = try await site.sink.mails(2)
            try await site.complete(site.accept(by: site.other), by: site.other)
            let mails = try await site.sink.mails(3)
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 3)
            #expect(mails[1].text?.contains("Reported: Pothole (") == true)
            #expect(mails[1].text?.contains("\(MailSite.origin)/r/\(id)\r\n") == true)
            #expect(mails[2].text?.contains("Closed: Pothole (") == true)
            #expect(mails[2].text?.contains("> Filled.") == true)
        }
    }

    @Test(arguments: [1, 75])
    func `a mail that the mailer puts off is sent later, and the ones after it wait for it`(exit: Int) async throws {
        try await MailSite.with { configuration, sink in
            // The first two times it is busy.
            let folder = URL(filePath: sink.sendmail).deletingLastPathComponent()
            let script = folder.appending(path: "busy")
            let lines = [
                "#!/bin/sh", "for one in 1 2; do mkdir '\(folder.path)/busy-'$one 2>/dev/null && exit \(exit); done",
                "exec '\(sink.sendmail)' \"$@\"", "",
            ]
            try Data(lines.joined(separator: "\n").utf8).write(to: script)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
            configuration.mail?.sendmail = script.path
        } _: { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id))
            let database = site.visitor.database
            for attempts in 1...2 {
                // It is taken for longer than it is put off.
                let putOff = """
                    outbox o JOIN follower f USING (jurisdiction, follower)
                     WHERE attempts = \(attempts) AND taken IS NULL AND due_at - now() BETWEEN '30 s' AND '125 s'
                    """
                let isPutOff = try await eventually { try await site.visitor.count(putOff) == 1 }
                #expect(isPutOff)
                #expect(try await site.sink.mails(0).isEmpty)
                try await database.pool.execute("UPDATE follower SET due_at = now()")
            }
            _ = try await site.confirm()
            let item = try await site.accept(by: site.visitor)
            try await site.complete(item, by: site.other)
            #expect(try await site.sink.mails(3).count == 3)
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 3)
        }
    }

    @Test func `while the mailer is not there no mail is taken, and what happens is found all the same`() async throws {
        try await MailSite.with { configuration, sink in
            configuration.mail?.sendmail = sink.sendmail + "-later"
        } _: { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id))
            // Another round has gone over the events since.
            let other = try await site.visitor.submitted()
            let number = try #require(try site.visitor.city.row.cipher.number(for: other))
            let unread = "event e JOIN event_tail t USING (jurisdiction) WHERE number = \(number) AND e.xid >= t.xid"
            #expect(try await eventually { try await site.visitor.count(unread) == 0 })
            #expect(try await site.visitor.count("outbox WHERE attempts = 0") == 1)
            #expect(try await site.visitor.count("follower WHERE due_at <= now() AND taken IS NULL") == 1)
            try FileManager.default.copyItem(atPath: site.sink.sendmail, toPath: site.sink.sendmail + "-later")
            #expect(try await site.sink.mails(1).count == 1)
        }
    }

    @Test func `a mail about a busy place tells the newest fifty one by one and how many came before`() async throws {
        try await MailSite.with { site in
            let place = try #require(try site.visitor.city.snapshot.index.places(at: Place.west.coordinate).last)
            try await site.ask(.place(place, serviceCode: nil))
            _ = try await site.confirm()
            try await site.settle()
            let database = site.visitor.database
            // It was told not long ago, so the events pile up.
            try await database.pool.execute("UPDATE follower SET quiet_until = now() + interval '1 hour'")
            var ids: [String] = []
            for _ in 0..<53 { ids.append(try await site.visitor.submitted()) }
            #expect(try await eventually { try await site.visitor.count("outbox") == 53 })
            // One of the older ones has become private since.
            let hidden = try #require(try site.visitor.city.row.cipher.number(for: ids[1]))
            try await database.pool.execute("UPDATE service_request SET is_private = true WHERE number = \(hidden)")
            try await database.pool.execute("UPDATE follower SET due_at = now()")
            let mail = try #require(try await site.sink.mails(2).last)
            let text = try #require(mail.text)
            #expect(mail["Subject"]?.hasSuffix(": 52 pieces of news") == true)
            #expect(text.contains("And 2 more that came before these."))
            let told = ids.filter { text.contains("\(MailSite.origin)/r/\($0)\r\n") }
            #expect(told == Array(ids.suffix(50)))
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 2)
        }
    }

    @Test func `a report that is called off is not told as what another part of it was before`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted(["service_code": "flood", "lat": "10.01", "long": "20.005"])
            try await site.ask(.request(id))
            _ = try await site.confirm()
            // One of two legs is done, the other one is called off.
            try await site.complete(site.accept(by: site.visitor), by: site.visitor)
            _ = try await site.sink.mails(3)
            let boss = try await site.visitor.key("triage", scopes: [.supervise])
            let answer = try await site.visitor.call("requests/\(id)/cancel", #"{"reason":"It froze."}"#, key: boss)
            #expect(answer.status == 200)
            let mails = try await site.sink.mails(4)
            try await site.settle()
            let told = try await site.sink.mails(0)
            #expect(told.count == mails.count)
            let last = try #require(told.last?.text)
            #expect(last.contains("It froze.") && !last.contains("dealt with") && !last.contains("> Filled."))
            #expect(told.last?["Subject"]?.contains("dealt with") == false)
            #expect(told.dropLast().last?.text?.contains("> Filled.") == true)
        }
    }

    @Test func `the headers of a mail name where one click ends it, as RFC 8058 has them`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id), language: "es")
            let mail = try #require(try await site.sink.mails(1).first)
            let key = try MailSite.key(in: mail)
            // One line each, over the wire: an https address in angle brackets, and the body to post there.
            let address = "\(MailSite.origin)/follow/\(key.text)/end?lang=es"
            #expect(
                mail.lines.filter { $0.hasPrefix("List-") } == [
                    "List-Unsubscribe: <\(address)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                ]
            )
            let answer = try await site.visitor.send(
                .post,
                String(address.dropFirst(MailSite.origin.count)),
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: "List-Unsubscribe=One-Click"
            )
            // Never a redirect, which programs need not follow.
            #expect(answer.status == 200)
            #expect(try await site.visitor.count("follower") == 0)
        }
    }

    @Test func `without https there are no such headers, and the link stands in the mail`() async throws {
        try await MailSite.with { configuration, _ in
            configuration.origin = SiteOrigin("http://311.example.net")
        } _: { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id))
            let key = try await site.confirm()
            _ = try await site.accept(by: site.visitor)
            let mails = try await site.sink.mails(2)
            #expect(mails.allSatisfy { mail in !mail.lines.contains { $0.hasPrefix("List-") } })
            #expect(mails.last?.text?.contains("http://311.example.net/follow/\(key.text)/end\r\n") == true)
        }
    }

    @Test func `an address that the other side does not know gets nothing more`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            try await site.ask(.request(id), "never@example.org")
            try await site.ask(.request(id))
            #expect(try await site.sink.mails(1).map(\.to) == [["ann@example.org"]])
            try await site.settle()
            #expect(try await site.visitor.count("follower WHERE refusals = 0") == 1)
        }
    }
}
