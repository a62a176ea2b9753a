import Foundation
import HTTPTypes
import NIOCore
import Notices
import ServiceRequests
import Store
import TestSupport
import Testing
import Web

/// A hundred hostile texts through every field of the residents' pages, and every page that shows them read back.
@Suite struct HostilePagesTests {
    private static let point = "lat=10.01&long=20.005"

    /// Further questions, one of each kind that is typed.
    private static let questions = """
            attributes:
              - {code: words, name: {en: Words?, es: "¿Palabras?"}, datatype: string}
              - {code: more, name: {en: More?, es: "¿Más?"}, datatype: text}
              - {code: count, name: {en: "How many?", es: "¿Cuántos?"}, datatype: number}
              - {code: when, name: {en: "When?", es: "¿Cuándo?"}, datatype: datetime}
              - code: kinds
                name: {en: Kinds?, es: "¿Tipos?"}
                datatype: multivaluelist
                values: [{key: a, name: {en: A, es: A}}, {key: b, name: {en: B, es: B}}]

        """

    /// A server whose potholes have these questions and which offers mail; none is sent.
    private static func withPages(_ body: @Sendable (HostileVisit) async throws -> Void) async throws {
        let folders = try CopiedCities()
        let asked = "    attributes:\n      - code: depth\n"
        try folders.replace(asked, with: questions + "      - code: depth\n", in: "tiny/services/street.yml")
        let from = try #require(MailAddress("city@example.net"))
        try await TinyServer.with { configuration in
            folders.use(&configuration)
            configuration.mail = MailSettings(sendmail: "/usr/sbin/sendmail", from: from)
            configuration.origin = SiteOrigin("https://311.example.net")
        } _: { visitor in
            try await body(HostileVisit(visitor: visitor))
        }
    }

    @Test func `in addresses and in forms that are refused, a hundred hostile texts are text`() async throws {
        try await Self.withPages { visit in
            let id = try await visit.visitor.submitted()
            try await each(HostileTexts.all) { text in
                let code = Visitor.encoded(text)
                let rest = ["lang", "key", "draft", "seen", "accuracy", "channel", "change", "edge", "side", "review"]
                    .map { "\($0)=\(code)" }.joined(separator: "&")
                let all = "kiosk=\(code)&centre=\(code)&zoom=\(code)&said=\(code)&new=\(code)&\(rest)"
                for path in [
                    "/?q=\(code)&\(all)", "/?q=\(code)&kiosk=town-hall&lang=es", "/report/where?service=\(code)&\(all)",
                    "/report/where?\(Self.point)&near=\(code)&service=\(code)&\(all)",
                    "/report/where?\(Self.point)&near=\(code)&kiosk=town-hall&channel=phone&lang=es",
                    "/report/what?\(Self.point)&near=\(code)&\(all)", "/report/what?\(Self.point)&q=\(code)&lang=es",
                    "/report/details?service=pothole&\(Self.point)&near=\(code)&\(all)",
                    "/follow?reference=\(code)&\(all)",
                ] {
                    let answer = try await visit.get(path)
                    #expect(answer.status == 200 || answer.status == 404)
                    visit.expect([text], in: answer, path)
                }
                // Numbers among them are places.
                for path in ["/report/where?q=\(code)", "/follow/places?q=\(code)&\(all)"] {
                    let answer = try await visit.get(path)
                    if Double(text) == nil, answer.status == 200 { visit.expect([text], in: answer, path) }
                }
                for path in [
                    "/report/where?lat=\(code)&long=\(code)&\(all)",
                    "/report/what?lat=\(code)&long=\(code)&near=\(code)",
                    "/report/details?service=\(code)&\(Self.point)&\(all)", "/report/check?\(all)",
                    "/report/you?\(all)",
                    "/report/edge?\(all)", "/report/nearby?service=pothole&\(Self.point)&near=\(code)&\(all)",
                    "/follow/places?layer=\(code)&boundary=\(code)&service_code=\(code)&\(all)",
                    "/follow/feed?layer=precinct&boundary=1&service_code=\(code)", "/r/\(id)?\(all)",
                    "/r/\(id)/follow?\(all)", "/r/\(id)/feed?\(all)", "/r/\(code)?\(all)", "/r/\(code)/follow",
                    "/r/\(code)/feed", "/elsewhere/\(code)", "/elsewhere/errands/\(code)", "/follow/\(code)",
                    "/follow/\(code)/end", "/kiosk/\(code)", "/report/photos/\(code)?\(all)", "/\(code)?\(all)",
                ] { _ = try await visit.get(path) }
                try await Self.refuse(text, id, visit)
            }
        }
    }

    /// Forms that cannot be taken, each with the text in every field.
    private static func refuse(_ text: String, _ id: String, _ visit: HostileVisit) async throws {
        let wrong = [
            "service_code": "pothole", "lat": "10.01", "long": "20.005", "description": text + "zdescz",
            "address_string": text + "znearz", "attribute[words]": text + "zwordsz", "attribute[more]": text + "zmorez",
            "attribute[count]": text + "zcountz", "attribute[when]": text + "zwhenz", "attribute[depth]": text,
            "attribute[kinds]": text, "seen": text + "zseenz", "accuracy": text, "edge": text, "draft": text,
            "shown": text, "lang": text, "change": text, "remove": text, "photos": text,
        ]
        var details = wrong
        // Names of parameters have an end.
        if Visitor.encoded(text).utf8.count < 200 { details["attribute[\(text)]"] = text }
        let refused = try await visit.arrive("/report/details", details)
        let marks = ["zdescz", "zwordsz", "zmorez", "zcountz", "zwhenz", "zseenz"]
        visit.expect(marks.map { text + $0 }, in: refused, "refused details")
        let placed = wrong.filter { $0.key != "lat" && $0.key != "long" }
        let words = try await visit.arrive("/report/details", placed)
        visit.expect([text + "znearz"], in: words, "refused words of a place")
        let gone = ["service_code": text, "lat": text, "long": text, "draft": text, "email": text, "side": text]
        for path in ["details", "where", "you", "check", "edge", "nearby"] {
            #expect(try await visit.post("/report/\(path)", gone).status < 500)
        }
        let mail = ["email": text, "layer": "precinct", "boundary": "1", "lang": text]
        for path in ["/r/\(id)/follow", "/follow/places"] {
            let answer = try await visit.post(path, mail)
            #expect(answer.status == 422)
            visit.expect([text], in: answer, path)
        }
        for name in ["note", "answer"] {
            let answer = try await visit.post("/r/\(id)/\(name)", [name: text])
            #expect(answer.status == 403)
            visit.expect([text], in: answer, name)
            _ = try await visit.post("/r/\(Visitor.encoded(text))/\(name)?key=\(Visitor.encoded(text))", [name: text])
        }
        for path in ["/r/\(id)/confirmed", "/follow/places", "/elsewhere/parking-fine", "/kiosk/town-hall/wipe"] {
            _ = try await visit.post(
                path,
                ["fixed": text, "begin": text, "draft": text, "layer": text, "boundary": text]
            )
        }
        _ = try await visit.post("/desk/sign-in", ["key": text, "name": text, "to": text])
        // As browsers write the names of files.
        let name = String(
            String.UnicodeScalarView(
                text.unicodeScalars.flatMap { scalar in
                    switch scalar {
                    case "\"": "%22".unicodeScalars
                    case "\r": "%0D".unicodeScalars
                    case "\n": "%0A".unicodeScalars
                    default: String(scalar).unicodeScalars
                    }
                }
            )
        )
        var files = PhotoSite.form(wrong)
        files.file("photos", name, PhotoSite.square)
        files.file("documents", name, PhotoSite.document)
        let sent = try await visit.following(try await visit.upload(files))
        // What ends a line is left out of a name, and the folders before it; a name nobody can see is numbered.
        let isSeen = text.contains { $0.isLetter || $0.isNumber } && text.utf8.count < 200
        let isWhole = isSeen && !text.unicodeScalars.contains { "/\\\r\n\t".unicodeScalars.contains($0) }
        visit.expect((isWhole ? ["“\(text)”"] : []) + [text + "zdescz"], in: sent, "the name of a file")
    }

    @Test func `where hostile texts are taken, they are text on every page, in feeds and records`() async throws {
        try await Self.withPages { visit in
            let reports = try await each(HostileTexts.all) { try await visit.sent($0) }
            let visitor = visit.visitor
            let key = try await visitor.key("works")
            let (lease, items) = try await visitor.claimed("works", #"{"limit":200}"#, key: key)
            var numbers: [String: Int] = [:]
            for item in items {
                if let id = item["service_request_id"]?.text { numbers[id] = item["item_id"]?.integer }
            }
            #expect(numbers.count == 100)
            let accepted = numbers.values.map { #"{"item_id":\#($0)}"# }.joined(separator: ",")
            let outcomes = try await visitor.outcomes(
                "leases/\(lease ?? "")/accept",
                "{\"items\":[\(accepted)]}",
                key: key
            )
            #expect(outcomes.allSatisfy { $0 == "ok" })
            let desk = try await Browser(visitor, key: key)
            let found = numbers
            var documents = try await each(reports) { report in
                let item = try #require(found[report.id])
                try await visit.speak(of: report, at: "/desk/items/\(item)", desk)
                let documents = try await visit.records(of: report)
                try await visit.close(report, at: "/desk/items/\(item)", desk)
                return documents
            }.flatMap { $0 }
            for path in ["/desk", "/desk/items?state=open", "/dispatch/items?state=open"] {
                visit.check(try await desk.get(path), path)
            }
            let news = try await visitor.get("/follow/feed?layer=precinct&boundary=1")
            #expect(news.status == 200 && news.text.contains("zdescz"))
            documents.append(news.text)
            try await expectWellFormed(documents)
        }
    }

    /// What is no text in UTF-8.
    private static let broken = [
        "%FF", "%C3%28", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%E2%82", "%00", "%", "%zz", "a%80b%3Cscript%3E",
    ]

    @Test(arguments: [
        "<p>\"><script>alert(1)</script></p>", "<script src=\"/assets/a.js\"></script>",
        "<script type=\"module\" src=\"/assets/a.js\">alert(1)</script>",
        "<script type=\"module\" src=\"https://evil.example/a.js\"></script>", "<img src=x onerror=alert(1)>",
        "<p onclick=\"alert(1)\"></p>", "<p style=\"x\"></p>", "<p>a < b</p>", "<p><</p>", "<!-- a -->",
        "<a href=\"javascript:alert(1)\"></a>", "<input value=\"x\"y\">", "<input value=\"a<b\">",
        "<iframe></iframe>",
        "<p>\u{202E}</p>", "<p title=\"\u{2066}\"></p>", "<p>\u{1B}</p>",
    ])
    func `the check of pages finds what does not belong there`(markup: String) {
        func faults(_ markup: String) -> [String] {
            let head = HTTPResponse(status: .ok, headerFields: [.contentType: "text/html; charset=utf-8"])
            let start = "<!doctype html>\n<title>A &amp; b > c</title>\n"
            return MarkupCheck.faults(of: Answer(head, ByteBuffer(string: start + markup)))
        }
        #expect(faults("<p class=\"a\" hidden>\u{200F}é</p><br><circle r=\"1\"/>") == [])
        #expect(faults(markup) != [])
    }

    @Test func `what is no text, and a megabyte of it, is refused on a page`() async throws {
        try await Self.withPages { visit in
            let id = try await visit.visitor.submitted()
            let long = String(repeating: "<script>{{frame}}\u{202E}e\u{301}\"'", count: (1 << 20) / 25)
            let large = "description=\(Visitor.encoded(long))"
            let short = Visitor.encoded(String(long.prefix(2000)))
            let forms = [
                "/report/details", "/report/where", "/report/you", "/report/check", "/report/edge", "/report/nearby",
                "/r/\(id)/note", "/r/\(id)/answer", "/r/\(id)/still-there", "/r/\(id)/follow", "/follow/places",
                "/elsewhere/parking-fine", "/kiosk/town-hall/wipe", "/desk/sign-in", "/desk/items/1/ask",
            ]
            for path in forms {
                for text in Self.broken {
                    let answer = try await visit.post(path, raw: "description=\(text)&\(text)=x&note=x")
                    #expect((400..<500).contains(answer.status) || answer.status == 303, "\(path) \(text)")
                }
                #expect(try await visit.post(path, raw: large).status == 413, "\(path)")
            }
            for path in [
                "/", "/report/where", "/report/what", "/report/details", "/report/nearby", "/report/you",
                "/report/check", "/follow", "/follow/places", "/follow/feed", "/r/\(id)", "/r/\(id)/follow",
                "/elsewhere/parking-fine",
            ] {
                for text in Self.broken {
                    #expect(
                        try await visit.get("\(path)?q=\(text)&near=\(text)&key=\(text)").status == 400,
                        "\(path) \(text)"
                    )
                }
                _ = try await visit.get("\(path)?q=\(short)&reference=\(short)&lang=\(short)")
            }
            for text in Self.broken where !["%", "%zz"].contains(text) {
                for path in ["/r/\(text)", "/elsewhere/\(text)", "/follow/\(text)", "/kiosk/\(text)", "/\(text)"] {
                    #expect((400..<500).contains(try await visit.get(path).status), "\(path)")
                }
            }
            for bytes: [UInt8] in [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0x61, 0]] {
                var field = PhotoSite.form()
                field.field("attribute[words]", bytes)
                var file = PhotoSite.form()
                file.part("Content-Disposition: form-data; name=\"photos\"; filename=\"x\"", bytes)
                var name = PhotoSite.form()
                name.field("attribute[\(String(decoding: bytes, as: UTF8.self))]", bytes)
                for form in [field, name] { #expect(try await visit.upload(form).status == 400) }
                _ = try await visit.following(try await visit.upload(file))
            }
            var whole = PhotoSite.form()
            whole.field("attribute[words]", long.utf8)
            #expect((400..<500).contains(try await visit.upload(whole).status))
        }
    }
}
