import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: PhotoSite.programs, "libvips' programs are not installed (Debian: libvips-tools)"))
struct DepartmentPhotoTests {
    /// A pothole that Public Works has accepted, its item and the department's key.
    private static func accepted(_ site: PhotoSite) async throws -> (id: String, item: Int, key: String) {
        let id = try await site.visitor.submitted()
        let key = try await site.visitor.key("works")
        let (lease, items) = try await site.visitor.claim("works", key: key)
        let item = try #require(items.first)
        let body = #"{"items":[{"item_id":\#(item)}]}"#
        #expect(try await site.visitor.outcomes("leases/\(lease ?? "")/accept", body, key: key) == ["ok"])
        return (id, item, key)
    }

    private static func send(
        _ bytes: [UInt8],
        to item: Int,
        _ site: PhotoSite,
        key: String,
        query: String = "",
        idempotency: String? = nil
    ) async throws -> Answer {
        var headers = ["Authorization": "Bearer \(key)", "Content-Type": "image/png"]
        headers["Idempotency-Key"] = idempotency
        return try await site.visitor.send(
            .post,
            "/api/v1/items/\(item)/photos\(query)",
            headers: headers,
            bytes: bytes
        )
    }

    @Test func `a department's photo is added once, and seen by everybody`() async throws {
        try await PhotoSite.with { site in
            let (id, item, key) = try await Self.accepted(site)
            let first = try await Self.send(
                PhotoSite.square,
                to: item,
                site,
                key: key,
                query: "?worker=Ana",
                idempotency: "one"
            )
            #expect(first.status == 200, "\(first.text)")
            #expect(try first.json["width"]?.integer == 8)
            let again = try await Self.send(
                PhotoSite.square,
                to: item,
                site,
                key: key,
                query: "?worker=Ana",
                idempotency: "one"
            )
            #expect(again.text == first.text && again[header: "Idempotent-Replayed"] == "true")
            // Without a key the same picture is still the same.
            #expect(try await Self.send(PhotoSite.square, to: item, site, key: key).status == 200)
            #expect(try await site.attached() == 1)
            #expect(site.kept == [".jpg", ".small.jpg"])
            let other = try await PhotoUploadTests.jpeg()
            let misused = try await Self.send(other, to: item, site, key: key, query: "?worker=Ana", idempotency: "one")
            #expect(misused.status == 422)
            #expect(site.kept.count == 2)
            let events = try await site.visitor.count("event WHERE kind = 'note' AND actor = 'works/Ana'")
            #expect(events == 1)
            let rows = try await site.visitor.city.photos.of(request: id)
            let seen = try await site.visitor.page("/r/\(id)/photos/\(try #require(rows.first).name).jpg")
            #expect(seen.status == 200 && seen[header: "Content-Type"] == "image/jpeg")
        }
    }

    @Test func `what is no photo, or too many, is refused and leaves nothing`() async throws {
        try await PhotoSite.with(change: { $0.limits.maximumPhotos = 1 }) { site in
            let (_, item, key) = try await Self.accepted(site)
            let cut = try await PhotoUploadTests.jpeg()
            for (bytes, status, code) in [
                (Array("<svg/>".utf8), 415, "unsupported_media_type"),
                (PhotoSite.document, 415, "unsupported_media_type"), ([], 422, "photo_unusable"),
                (Array(cut.prefix(cut.count / 2)), 422, "photo_unusable"),
            ] {
                let answer = try await Self.send(bytes, to: item, site, key: key)
                #expect(answer.status == status && answer.text.contains(code), "\(answer.text)")
            }
            let long = "?worker=\(String(repeating: "x", count: 101))"
            // What cannot be told apart on a screen, as in the bodies of other calls.
            for query in [long, "?worker=a%00", "?worker=a%0Ab", "?worker=%E2%80%AEanA", "?worker=%1Ba"] {
                #expect(try await Self.send(PhotoSite.square, to: item, site, key: key, query: query).status == 400)
            }
            #expect(site.kept.isEmpty)
            for width in 20...21 {
                let jpeg = try await PhotoUploadTests.jpeg(width)
                #expect(try await Self.send(jpeg, to: item, site, key: key).status == 200)
            }
            let third = try await Self.send(try await PhotoUploadTests.jpeg(22), to: item, site, key: key)
            #expect(third.status == 409 && third.text.contains("too_many_photos"))
            #expect(try await Self.send(PhotoSite.square, to: item + 99, site, key: key).status == 404)
            #expect(site.kept.count == 4)
        }
    }

    @Test func `a server without a folder says that it takes none`() async throws {
        try await TinyServer.with { visitor in
            let key = try await visitor.key("works")
            let answer = try await visitor.send(
                .post,
                "/api/v1/items/1/photos",
                headers: ["Authorization": "Bearer \(key)"],
                bytes: PhotoSite.square
            )
            #expect(answer.status == 503)
        }
    }

    @Test func `the desk shows what the resident sent, documents to be stored, and adds photos of the work`()
        async throws
    {
        try await PhotoSite.with { site in
            var form = PhotoSite.form([
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
            ])
            form.file("photos", "bar.png", PhotoSite.square)
            form.file("documents", "nights.pdf", PhotoSite.document)
            let id = try await site.visitor.sent(try site.draft(try await site.post(form)))
            let browser = try await Browser(site.visitor, "police")
            let item = try await browser.take()
            let taken = try await browser.get("/desk/items/\(item)")
            #expect(taken.words.contains("The resident’s photos") && taken.words.contains("bar.png, 1 kB"))
            let picture = try #require(site.pictures(taken).first)
            let small = try await browser.get(picture)
            #expect(small.status == 200 && small[header: "Content-Type"] == "image/jpeg")
            let link = try #require(taken.links.first { $0.hasSuffix(".pdf") })
            let document = try await browser.get(link)
            #expect(document.bytes == PhotoSite.document)
            #expect(document[header: "Content-Disposition"] == "attachment; filename=\"\(id).pdf\"")
            #expect(try await browser.get(picture.replacing(".jpg", with: ".pdf")).status == 404)
            #expect(try await browser.get(link.replacing(".pdf", with: ".jpg")).status == 404)
            // Nobody who is not signed in.
            #expect(try await site.visitor.page(link).status == 303)
            #expect(taken.text.contains("action=\"/desk/items/\(item)/photos\" enctype=\"multipart/form-data\""))
            var work = MultipartForm()
            work.field("item", "\(item)".utf8)
            work.file("photos", "after.jpg", try await PhotoUploadTests.jpeg())
            work.file("photos", "vector.jpg", Array("<svg/>".utf8))
            let headers = ["Cookie": browser.cookie, "Accept": "text/html", "Content-Type": work.contentType]
            let wrong = try await site.visitor.send(
                .post,
                "/desk/items/\(item)/photos",
                headers: headers,
                bytes: work.whole
            )
            #expect(wrong.status == 422)
            #expect(wrong.words.contains("“vector.jpg” was not added. It is not a JPEG, PNG or WebP picture."))
            #expect(wrong.words.contains("Photos of the work") && wrong.words.contains("added a photo of its work"))
            #expect(try await site.attached() == 3)
        }
    }
}
