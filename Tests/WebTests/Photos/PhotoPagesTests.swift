import HTTPTypes
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Photos on the pages that show a report: its check, and its own page to anybody and by the private link.
@Suite(.enabled(if: PhotoSite.programs, "libvips' programs are not installed (Debian: libvips-tools)"))
struct PhotoPagesTests {
    private static let noise = [
        "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
    ]

    @Test func `the check shows what goes with the report, and leads to where it is changed`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            let draft = try site.draft(try await site.post(form))
            let check = try await site.visitor.page("/report/check?draft=\(draft)")
            #expect(check.words.contains("Photos and documents") && check.words.contains("hole.png, 1 kB"))
            #expect(check.links.contains("/report/details?draft=\(draft)&change=1#photos"))
            #expect(try await site.visitor.page(try #require(site.pictures(check).first)).status == 200)
            let spanish = try await site.visitor.page("/report/check?draft=\(draft)&lang=es")
            #expect(spanish.words.contains("Fotos y documentos"))
            let without = try await site.visitor.draft()
            #expect(!(try await site.visitor.page("/report/check?draft=\(without)")).words.contains("documents"))
        }
    }

    @Test func `a report's page shows what its rule allows, and no names to strangers`() async throws {
        try await PhotoSite.with { site in
            for (fields, isOpen) in [(Visitor.pothole, true), (Self.noise, false)] {
                try await site.visitor.database.pool.execute("DELETE FROM photo")
                var form = PhotoSite.form(fields)
                form.file("photos", "My house.png", PhotoSite.square)
                if !isOpen { form.file("documents", "My nights.pdf", PhotoSite.document) }
                let draft = try site.draft(try await site.post(form))
                let you = try await site.visitor.post("/report/you", ["draft": draft])
                #expect(you.status == 303)
                let sent = try await site.visitor.post("/report/check", ["draft": draft])
                let link = try #require(sent[header: "Location"])
                let id = String(link.dropFirst(3).prefix(9))
                let mine = try await site.visitor.page(link)
                let theirs = try await site.visitor.page("/r/\(id)")
                #expect(mine.words.contains("Photos sent with the report"))
                #expect(theirs.words.contains("Photos sent with the report") == isOpen)
                #expect(!theirs.text.contains("My house") && !theirs.text.contains("My nights"))
                #expect(mine.words.contains("My nights.pdf, 1 kB") == !isOpen)
                #expect(!mine.text.contains(".pdf\""))
                for (page, count) in [(mine, 1), (theirs, isOpen ? 1 : 0)] {
                    let pictures = site.pictures(page)
                    #expect(pictures.count == count)
                    for picture in pictures { #expect(try await site.visitor.page(picture).status == 200) }
                }
            }
        }
    }

    @Test func `photos of the work are shown as such, and the history says who added them`() async throws {
        try await PhotoSite.with { site in
            let id = try await site.visitor.submitted()
            let key = try await site.visitor.key("works")
            let (lease, items) = try await site.visitor.claim("works", key: key)
            let item = try #require(items.first)
            let body = #"{"items":[{"item_id":\#(item)}]}"#
            #expect(try await site.visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
            let added = try await site.visitor.send(
                .post,
                "/api/v1/items/\(item)/photos",
                headers: ["Authorization": "Bearer \(key)"],
                bytes: PhotoSite.square
            )
            #expect(added.status == 200)
            let page = try await site.visitor.page("/r/\(id)")
            #expect(page.words.contains("Photos of the work: Public Works"))
            #expect(page.words.contains("added a photo of its work."))
            #expect(try await site.visitor.page(try #require(site.pictures(page).first)).status == 200)
            let spanish = try await site.visitor.page("/r/\(id)?lang=es")
            #expect(spanish.words.contains("Fotos del trabajo:") && spanish.words.contains("agregó una foto"))
        }
    }
}
