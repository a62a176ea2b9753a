import Foundation
import HTTPTypes
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: PhotoSite.programs, "libvips' programs are not installed (Debian: libvips-tools)"))
struct UpdatePhotosTests {
    @Test func `a department's photo comes with the update that tells of it, and a resident's with none`() async throws
    {
        try await PhotoSite.with { site in
            let visitor = site.visitor
            let scene = UpdateScene(visitor: visitor)
            var form = PhotoSite.form()
            form.file("media", "hole.png", PhotoSite.square)
            let sent = try await visitor.send(
                .post,
                Visitor.requests,
                headers: ["Content-Type": form.contentType],
                bytes: form.whole
            )
            let id = try #require(try sent.json[0]?["service_request_id"]?.text)
            let key = try await scene.key()
            let item = try #require(try await scene.accept(key: key).first)
            let headers = ["Authorization": "Bearer \(key)", "Content-Type": "image/png"]
            for extra in 0..<2 {
                let answer = try await visitor.send(
                    .post,
                    "/api/v1/items/\(item)/photos",
                    headers: headers,
                    bytes: extra == 0 ? PhotoSite.square : try Self.other()
                )
                #expect(answer.status == 200, "\(answer.text)")
            }
            let updates = try await scene.updates()
            #expect(updates.compactMap { $0["status"]?.text } == ["in_progress", "in_progress", "in_progress"])
            #expect(updates.first?["media_url"] == .null)
            let urls = updates.dropFirst().compactMap { $0["media_url"]?.text }
            #expect(Set(urls).count == 2)
            for url in urls {
                let path = try #require(URL(string: url)?.path())
                #expect(path.hasPrefix("/open311/v2/requests/\(id)/photos/"))
                let photo = try await visitor.get(path)
                // FixMyStreet takes nothing else.
                #expect(photo.status == 200 && photo[header: "Content-Type"] == "image/jpeg")
            }
        }
    }

    /// An update with photos, as FixMyStreet sends it.
    private static func say(
        _ status: String,
        of id: String,
        update: String,
        _ photos: [[UInt8]],
        by app: ClientApp
    ) async throws -> Answer {
        var form = PhotoSite.form(app.form(status, of: id, update: update))
        for (place, photo) in photos.enumerated() { form.file("photo\(place)", "hole.png", photo) }
        return try await app.visitor.send(
            .post,
            "/open311/v2/servicerequestupdates.json",
            headers: ["Content-Type": form.contentType],
            bytes: form.whole
        )
    }

    @Test func `photos come in with an update once: said again it brings those that were lost, and no others`()
        async throws
    {
        try await PhotoSite.with { site in
            let app = try await ClientApp(of: UpdateScene(visitor: site.visitor))
            let id = try await app.submitted()
            #expect(try await Self.say("OPEN", of: id, update: "1", [PhotoSite.square], by: app).status == 200)
            #expect(try await site.attached() == 1)
            for _ in 0..<2 {
                let both = [PhotoSite.square, try Self.other()]
                let again = try await Self.say("OPEN", of: id, update: "1", both, by: app)
                #expect(again[header: "Idempotent-Replayed"] == "true")
                #expect(try await site.attached() == 1)
                #expect(site.kept == [".jpg", ".small.jpg"])
            }
            // The server had ended before it could add the photo.
            try await site.visitor.database.pool.execute("DELETE FROM photo")
            _ = try await Self.say("OPEN", of: id, update: "1", [PhotoSite.square, try Self.other()], by: app)
            #expect(try await site.attached() == 1)
        }
    }

    @Test func `whoever did not send a request adds no pictures to it`() async throws {
        try await PhotoSite.with { site in
            let scene = UpdateScene(visitor: site.visitor)
            let (app, other) = (try await ClientApp(of: scene), try await ClientApp("Other", of: scene))
            let id = try await app.submitted()
            try await scene.finish(#""outcome":"done""#, key: try await scene.key())
            for update in ["1", "1"] {
                let answer = try await Self.say("REOPEN", of: id, update: update, [PhotoSite.square], by: other)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(try await site.attached() == 0)
                #expect(site.kept == [])
            }
        }
    }

    /// Another picture: a blue pixel.
    private static func other() throws -> [UInt8] {
        let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
        return Array(try #require(Data(base64Encoded: text)))
    }
}
