import Foundation
import GeoReport
import HTTPTypes
import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: MailSink.isInstalled, Comment(rawValue: MailSink.absence)))
struct FollowPagesTests {
    @Test func `the page asks for an address, the mail asks its owner, and a button says yes`() async throws {
        try await MailSite.with { site in
            let visitor = site.visitor
            let id = try await visitor.submitted()
            let page = try await visitor.page("/r/\(id)/follow")
            #expect(page.status == 200 && page[header: "Referrer-Policy"] == "no-referrer")
            #expect(page.text.contains("action=\"/r/\(id)/follow\"") && page.links.contains("/r/\(id)/feed"))
            let answer = try await visitor.post("/r/\(id)/follow", ["email": " ann@example.org "])
            #expect(answer.status == 303 && answer.location == "/r/\(id)/follow?asked=1")
            let asked = try await visitor.page("/r/\(id)/follow?asked=1")
            #expect(asked.words.contains("Look into your mail") && !asked.text.contains("ann@"))
            let mail = try #require(try await site.sink.mails(1).first)
            let key = try MailSite.key(in: mail)
            #expect(mail.text?.contains("\(MailSite.origin)/follow/\(key.text)\r\n") == true)
            // Who looks confirms nothing.
            let question = try await visitor.page("/follow/\(key.text)")
            #expect(question.words.contains("Yes, write to me") || question.text.contains("value=\"Yes, write to me\""))
            #expect(question[header: "Referrer-Policy"] == "no-referrer" && !question.text.contains("ann@"))
            #expect(try await visitor.count("follower WHERE confirmed_at IS NOT NULL") == 0)
            // The page tells nobody its address, and browsers then call its origin null.
            let yes = try await visitor.post("/follow/\(key.text)", ["answer": "yes"], headers: ["Origin": "null"])
            #expect(yes.status == 303 && yes.location == "/follow/\(key.text)")
            #expect(try await visitor.page("/follow/\(key.text)").words.contains("You get mails about Report"))
            #expect(try await visitor.count("follower WHERE confirmed_at IS NOT NULL") == 1)
            let foreign = try await visitor.post(
                "/follow/\(key.text)",
                ["answer": "yes"],
                headers: ["Origin": "https://evil.example"]
            )
            #expect(foreign.status == 403)
        }
    }

    @Test func `the page says the same to everybody, whatever became of it`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            for _ in 0..<5 {
                let answer = try await site.visitor.post("/r/\(id)/follow", ["email": "ann@example.org"])
                #expect(answer.status == 303 && answer.location == "/r/\(id)/follow?asked=1")
            }
            #expect(try await site.sink.mails(3).count == 3)
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 3)
            #expect(Set(try await site.sink.mails(0).map { $0["Message-ID"] }).count == 3)
        }
    }

    private static let addresses =
        HostileTexts.all + [
            "ann@example.org\r\nBcc: bob@example.org", "ann@example.org\nSubject: x",
            "ann@example.org, bob@example.org",
            "-oQ/tmp@example.org", "ann@example.org\u{0}", "<ann@example.org>", "ann@[127.0.0.1]", "ann@localhost",
            "\"a b\"@example.org", "ann", "", String(repeating: "a", count: 300) + "@example.org",
        ]

    @Test func `an address that is none is shown again harmlessly, and nobody is written to`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            for text in Self.addresses {
                let answer = try await site.visitor.post("/r/\(id)/follow", ["email": text])
                #expect(answer.status == 422 || answer.status == 400, "\(text.debugDescription)")
                #expect(!answer.text.contains("<script") && !answer.text.contains("onerror=\""))
            }
            let answer = try await site.visitor.post("/r/\(id)/follow", ["email": "ann"])
            #expect(answer.text.contains("value=\"ann\"") && answer.text.contains("aria-invalid=\"true\""))
            #expect(answer.words.contains("Error: Follow this report") && answer.links.contains("#email"))
            #expect(try await site.visitor.count("follower") == 0)
            #expect(try await site.sink.mails(0).isEmpty)
        }
    }

    @Test func `one click ends it, without cookies and whatever the body`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            let bodies = [
                ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", [String: String]()),
                (
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
                    [:]
                ),
                ("text/plain", "%%%", ["Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"]),
            ]
            for (index, (type, body, headers)) in bodies.enumerated() {
                try await site.ask(.request(id), "f\(index)@example.org")
                let key = try await site.confirm(after: index, "f\(index)@example.org")
                #expect(try await site.visitor.page("/follow/\(key.text)/end").text.contains("Write to me no more"))
                #expect(try await site.visitor.city.followers.follower(key) != nil)
                for _ in 0..<2 {
                    let answer = try await site.visitor.send(
                        .post,
                        "/follow/\(key.text)/end",
                        headers: ["Content-Type": type].merging(headers) { $1 },
                        body: body
                    )
                    #expect(answer.status == 200, "\(type)")
                    #expect(answer.words.contains("You get no more of these mails"))
                }
                #expect(try await site.visitor.city.followers.follower(key) == nil)
                #expect(try await site.visitor.page("/follow/\(key.text)").status == 404)
            }
            #expect(try await site.visitor.page("/follow/nonsense").status == 404)
            #expect(try await site.visitor.send(.post, "/follow/nonsense/end").status == 200)
        }
    }

    @Test func `a forged host gets into no mail`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            var forger = site.visitor
            forger.host = "evil.example"
            let answer = try await forger.post("/r/\(id)/follow", ["email": "ann@example.org"])
            #expect(answer.status == 303)
            let mail = try #require(try await site.sink.mails(1).first)
            let raw = String(decoding: mail.raw, as: UTF8.self) + (mail.text ?? "")
            #expect(!raw.contains("evil") && raw.contains(MailSite.origin))
        }
    }

    @Test func `in Spanish the pages and the mail are Spanish, and the links stay so`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            let page = try await site.visitor.page("/r/\(id)/follow?lang=es")
            #expect(page.words.contains("Seguir este reporte") && page.links.contains("/r/\(id)/feed?lang=es"))
            let answer = try await site.visitor.post("/r/\(id)/follow?lang=es", ["email": "ann@example.org"])
            #expect(answer.location == "/r/\(id)/follow?asked=1&lang=es")
            let mail = try #require(try await site.sink.mails(1).first)
            #expect(mail["Subject"]?.hasPrefix("¿Quiere recibir correos sobre “Bache (") == true)
            let key = try MailSite.key(in: mail)
            #expect(mail.text?.contains("\(MailSite.origin)/follow/\(key.text)?lang=es\r\n") == true)
            let question = try await site.visitor.page("/follow/\(key.text)?lang=es")
            #expect(question.text.contains("action=\"/follow/\(key.text)?lang=es\""))
        }
    }

    @Test func `a change of language keeps what is typed, unchecked`() async throws {
        try await MailSite.with { site in
            let id = try await site.visitor.submitted()
            let typed = ["email": "ann@", "lang": "es"]
            let report = try await site.visitor.post("/r/\(id)/follow?lang=en", typed)
            #expect(report.status == 200 && report.text.contains("value=\"ann@\""))
            #expect(report.words.contains("Seguir este reporte"))
            #expect(report.text.contains("action=\"/r/\(id)/follow?lang=es\""))
            let fields = ["layer": "precinct", "boundary": "1"].merging(typed) { $1 }
            let place = try await site.visitor.post("/follow/places", fields)
            #expect(place.status == 200 && place.text.contains("value=\"ann@\""))
            #expect(place.words.contains("Seguir First Precinct") && place.hiddenFields["boundary"] == "1")
            #expect(try await site.visitor.count("follower") == 0)
        }
    }

    @Test func `a place is found by its name or a point, and followed with one service or all`() async throws {
        try await MailSite.with { site in
            let visitor = site.visitor
            #expect(try await visitor.page("/follow").links.contains("/follow/places"))
            let address = "/follow/places?layer=precinct&boundary=1"
            #expect(try await visitor.page("/follow/places?q=First").links.contains(address))
            #expect(try await visitor.page("/follow/places?q=10.01,20.005").links.contains(address))
            #expect(try await visitor.page("/follow/places?lat=10.01&long=20.005").links.contains(address))
            #expect(try await visitor.page("/follow/places?q=Nowhere").words.contains("No place found for “Nowhere”"))
            #expect(try await visitor.page("/follow/places?lat=50&long=8").words.contains("in no place that we know"))
            let page = try await visitor.page(address + "&service_code=pothole")
            #expect(page.words.contains("Follow the First Precinct") && page.words.contains("Only: Pothole."))
            #expect(page.links.contains("/follow/feed?layer=precinct&boundary=1&service_code=pothole"))
            #expect(!page.text.contains("person-in-need"))
            #expect(page.hiddenFields["service_code"] == "pothole")
            let answer = try await visitor.post(
                "/follow/places",
                page.hiddenFields.merging(["email": "ann@example.org"]) { $1 }
            )
            #expect(answer.location == address + "&service_code=pothole&asked=1")
            let key = try await site.confirm()
            #expect(
                try await visitor.city.followers.follower(key)?.subject
                    == .place(PlaceName(layer: "precinct", boundary: "1"), serviceCode: "pothole")
            )
            for query in [
                "layer=precinct", "layer=precinct&boundary=99", "layer=x&boundary=1",
                "layer=precinct&boundary=1&service_code=person-in-need", "layer=precinct&boundary=1&service_code=x",
            ] {
                #expect(try await visitor.page("/follow/places?\(query)").status == 404, "\(query)")
                #expect(try await visitor.page("/follow/feed?\(query)").status == 404, "\(query)")
            }
        }
    }
}

@Suite struct FollowWithoutMailTests {
    @Test func `a place is pointed at on a picture, closer with each press, in the visitor's language`() async throws {
        try await TinyServer.with { visitor in
            let page = try await visitor.page("/follow/places?lang=es")
            #expect(page.text.contains("action=\"/follow/places#map\"") && page.hiddenFields["lang"] == "es")
            #expect(page.hiddenFields["centre"] != nil && page.hiddenFields["zoom"] != nil)
            func pressed(_ query: String) async throws -> String? {
                try await visitor.page("/follow/places?centre=10.01,20.005&lang=es&\(query)").location
            }
            let found = "/follow/places?lat=10.01&long=20.005&lang=es#found"
            #expect(try await pressed("zoom=16&use=cross") == found)
            #expect(try await pressed("zoom=10&use=cross") == found)
            let exact = try await pressed("zoom=18&point.x=10&point.y=150")
            #expect(exact?.hasPrefix("/follow/places?lat=10.0") == true && exact != found)
            let closer = try await pressed("zoom=12&point.x=10&point.y=150")
            #expect(closer?.hasPrefix("/follow/places?centre=10.0") == true && closer?.contains("&zoom=") == true)
            #expect(closer?.hasSuffix("&lang=es#map") == true)
            let there = try await visitor.page("/follow/places?lat=10.01&long=20.005&lang=es")
            #expect(there.links.contains("/follow/places?layer=precinct&boundary=1&lang=es"))
            #expect(there.hiddenFields["centre"] == "10.01,20.005")
            let place = try await visitor.page("/follow/places?layer=precinct&boundary=1&lang=es")
            #expect(place.text.contains("highlight=precinct/1&amp;lang=es\" "))
            #expect(place.text.contains("alt=\"Mapa que muestra First Precinct.\""))
        }
    }

    @Test func `where no mail is sent the pages say so and offer the feeds`() async throws {
        try await TinyServer.with { visitor in
            let id = try await visitor.submitted()
            for (path, feed) in [
                ("/r/\(id)/follow", "/r/\(id)/feed"),
                ("/follow/places?layer=precinct&boundary=1", "/follow/feed?layer=precinct&boundary=1"),
            ] {
                let page = try await visitor.page(path)
                #expect(page.words.contains("This server does not send mail.") && page.links.contains(feed))
                #expect(!page.text.contains("name=\"email\""))
            }
            let draft = try await visitor.draft()
            #expect(try await !visitor.page("/report/you?draft=\(draft)").text.contains("name=\"updates\""))
            let answer = try await visitor.post("/r/\(id)/follow", ["email": "ann@example.org"])
            #expect(answer.status == 200 && answer.words.contains("This server does not send mail."))
            #expect(try await visitor.count("follower") == 0)
            #expect(try await visitor.page("/r/000000000/follow").status == 404)
        }
    }
}

extension FollowPagesTests {
    @Test func `who says so when sending is asked by mail, at that address alone, and told everything`() async throws {
        try await MailSite.with { site in
            let visitor = site.visitor
            // Fields lose the blanks around them.
            let form = Visitor.pothole.merging(["email": " ann@example.org  ", "updates": "yes"]) { $1 }
            let draft = try await visitor.draft(form)
            let you = try await visitor.page("/report/you?draft=\(draft)")
            #expect(you.text.contains("name=\"updates\" value=\"yes\" checked"))
            let check = try await visitor.page("/report/check?draft=\(draft)&lang=es")
            #expect(check.words.contains("recibirá un correo en ann@example.org para confirmar"))
            let sent = try await visitor.following(try await visitor.post("/report/check", ["draft": draft]))
            #expect(sent.words.contains("Look into your e-mail: we have sent a link to the address you gave."))
            let again = try await visitor.following(try await visitor.post("/report/check", ["draft": draft]))
            #expect(again.words.contains("Look into your e-mail"))
            let everybody = try await visitor.page("\(try #require(again.publicAddress))?new=1")
            #expect(everybody.status == 200 && !everybody.words.contains("Look into your e-mail"))
            let key = try await site.confirm()
            let later = try await visitor.following(try await visitor.post("/report/check", ["draft": draft]))
            #expect(!later.words.contains("Look into your e-mail"))
            #expect(try await visitor.city.followers.follower(key)?.seesAll == true)
            for other in [
                ["email": "bob@example.org"], ["updates": "yes"], ["email": "bob@example.org", "updates": "no"],
            ] {
                let draft = try await visitor.draft(Visitor.pothole.merging(other) { $1 })
                #expect(!(try await visitor.page("/report/check?draft=\(draft)").words.contains("asked for updates")))
                let sent = try await visitor.following(try await visitor.post("/report/check", ["draft": draft]))
                #expect(!sent.words.contains("Look into your e-mail"))
            }
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 1)
            #expect(try await visitor.count("follower") == 1)
        }
    }

    @Test(arguments: ["check again", "come back to it", "answer anew"])
    func `the wish for mails outlives a lost answer to the sending`(way: String) async throws {
        try await MailSite.with { site in
            let visitor = site.visitor
            let form = Visitor.pothole.merging(["email": "ann@example.org", "updates": "yes"]) { $1 }
            let draft = try await visitor.draft(form)
            // Stored, and the server gone before it did the rest.
            let id = try #require(ReportDraft.ID(draft))
            let decoder = SubmissionDecoder(catalog: try visitor.city.catalog)
            let fields = FormParameters(form.map { FormParameters.Parameter(name: $0.key, value: $0.value) })
            let submission = try decoder.decode(fields)
            _ = try await visitor.city.submit(submission, key: ReportDrafts.key(of: id), language: "en")
            #expect(try await visitor.count("follower") == 0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let answer =
                            switch way {
                            case "check again": try await visitor.post("/report/check", ["draft": draft])
                            case "come back to it": try await visitor.page("/report/check?draft=\(draft)")
                            default: try await visitor.post("/report/details", form.merging(["draft": draft]) { $1 })
                            }
                        #expect(answer.status == 303)
                    }
                }
                try await group.waitForAll()
            }
            _ = try await site.confirm()
            try await site.settle()
            #expect(try await site.sink.mails(0).count == 1)
            #expect(try await visitor.count("report_draft WHERE form IS NOT NULL") == 0)
        }
    }
}

extension Answer {
    /// The page of the report that an address of the page names, as everybody sees it.
    fileprivate var publicAddress: String? { text.firstMatch(of: #//r/[0-9A-Z]{9}/#).map { String($0.output) } }
}
