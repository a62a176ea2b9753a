import Foundation
import HTTPTypes
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

    /// Another picture: a blue pixel.
    private static func other() throws -> [UInt8] {
        let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
        return Array(try #require(Data(base64Encoded: text)))
    }
}
