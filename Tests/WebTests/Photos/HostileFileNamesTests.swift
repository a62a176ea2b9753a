import Foundation
import TestSupport
import Testing

@testable import Web

/// Documents whose names try to be something else, on every page that shows them and in the head of the download.
@Suite struct HostileFileNamesTests {
    private static let noise = [
        "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
    ]

    /// What a browser sends, and what is shown of it; nil where the document is numbered instead.
    static let names: [(sent: String, shown: String?)] = [
        ("../../../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Windows\\System32\\a.pdf", "a.pdf"), ("..", ".."),
        ("a\u{202E}fdp.exe", "afdp.exe"), ("\u{2066}a\u{2069}b\u{202D}.pdf", "ab.pdf"),
        ("a%22; filename=%22b.exe", "a\"; filename=\"b.exe"), ("a\\\"b.pdf", "a\"b.pdf"),
        ("a%0D%0ASet-Cookie: x=1%0D%0A%0D%0Ab.pdf", "aSet-Cookie: x=1b.pdf"), ("a\tb\u{1}\u{7F}\u{85}.pdf", "ab.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"), ("'><b>&amp;.pdf", "'><b>&amp;.pdf"),
        ("{{name}}{{{name}}}.pdf", "{{name}}{{{name}}}.pdf"), ("a';--.pdf", "a';--.pdf"),
        ("%00%s%n.pdf", "%00%s%n.pdf"),
        ("קובץ.pdf", "קובץ.pdf"), ("e\u{301}\u{20DD}.pdf", "e\u{301}\u{20DD}.pdf"), ("👩‍👩‍👧.pdf", "👩‍👩‍👧.pdf"),
        (String(repeating: "a", count: 300) + ".pdf", String(repeating: "a", count: 120)),
        (String(repeating: "文", count: 300), String(repeating: "文", count: 85)),
        ("a" + String(repeating: "\u{301}", count: 3000), "a" + String(repeating: "\u{301}", count: 127)), (" ", nil),
        ("\u{200B}\u{FEFF}\u{2060}", nil), ("a/", nil),
    ]

    @Test func `their names are text, and the download is called by the request`() async throws {
        try await PhotoSite.with { site in
            let visit = HostileVisit(visitor: site.visitor)
            let desk = try await Browser(site.visitor, "police")
            try await each(Self.names) { name in
                var form = PhotoSite.form(Self.noise)
                form.file("documents", name.sent, PhotoSite.document)
                let draft = try site.draft(try await visit.upload(form))
                let shown = "\(name.shown ?? "Document 1"), 1 kB"
                for path in ["/report/details?draft=\(draft)", "/report/check?draft=\(draft)"] {
                    visit.expect([shown], in: try await visit.get(path), path)
                }
                let (id, key) = try await site.visitor.link(sending: draft)
                visit.expect([shown], in: try await visit.get("/r/\(id)?key=\(key)"), "the sender's page")
                let stranger = try await visit.get("/r/\(id)")
                #expect(!ShownText(shown).stands(in: stranger.text))
            }
            for _ in Self.names { try await Self.download(desk, visit) }
        }
    }

    /// Takes the next item, and looks at its page and its document.
    private static func download(_ desk: Browser, _ visit: HostileVisit) async throws {
        let item = try await desk.take()
        let page = visit.check(try await desk.get("/desk/items/\(item)"), "the desk")
        let shown = Self.names.map { "\($0.shown ?? "Document 1"), 1 kB" }
        #expect(shown.contains { ShownText($0).stands(in: page.text) }, "\(page.words)")
        let link = try #require(page.links.first { $0.hasSuffix(".pdf") })
        let document = try await desk.get(link)
        #expect(document.bytes == PhotoSite.document)
        #expect(document[header: "Content-Type"] == "application/pdf")
        let disposition = try #require(document[header: "Content-Disposition"])
        #expect(disposition.wholeMatch(of: #/attachment; filename="[0-9A-Z]{9}\.pdf"/#) != nil, "\(disposition)")
    }

    @Test func `a refused one is named as text, too`() async throws {
        try await PhotoSite.with { site in
            let visit = HostileVisit(visitor: site.visitor)
            try await each(Self.names) { name in
                var form = PhotoSite.form(Self.noise)
                form.file("documents", name.sent, Array("no document".utf8))
                let page = try await visit.following(try await visit.upload(form))
                visit.expect([name.shown.map { "“\($0)”" } ?? "was not added"], in: page, "refused \(name.sent)")
            }
            #expect(site.kept.isEmpty)
        }
    }

    @Test(arguments: ["a\r\nX-Other: 1.pdf", "a\nb.pdf", "a\0.pdf", "a\"b.pdf"])
    func `one that breaks the form's own lines is refused whole`(name: String) async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form(Self.noise)
            form.file("documents", name, PhotoSite.document)
            let answer = try await site.post(form)
            #expect(answer.status == 400)
            #expect(site.kept.isEmpty)
        }
    }
}
