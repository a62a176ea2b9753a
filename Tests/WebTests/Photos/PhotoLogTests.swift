import Foundation
import HTTPTypes
import Logging
import TestSupport
import Testing

@testable import Web

/// What the log says of files that were not taken.
@Suite struct PhotoLogTests {
    /// A server whose folder of photos has become unusable.
    private static func withBrokenFolder(_ body: @Sendable (PhotoSite, LogRecorder) async throws -> Void) async throws {
        let log = LogRecorder()
        try await PhotoSite.with(logger: log.logger) { site in
            let incoming = site.folder.appending(path: "_incoming")
            try FileManager.default.removeItem(at: incoming)
            try Data().write(to: incoming)
            try await body(site, log)
        }
    }

    private static func reasons(_ log: LogRecorder) -> [String] {
        log.lines.filter { $0.contains("A photo was not taken") && $0.contains("_incoming") }
    }

    @Test func `a resident's file that cannot be stored is told with its reason, another's fault is not`() async throws
    {
        try await Self.withBrokenFolder { site, log in
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            let page = try await site.visitor.following(try await site.post(form))
            #expect(!page.text.contains("_incoming"))
            #expect(Self.reasons(log).count == 1)
        }
        let log = LogRecorder()
        try await PhotoSite.with(logger: log.logger) { site in
            var form = PhotoSite.form()
            form.file("photos", "vector.svg", Array("<svg/>".utf8))
            _ = try await site.visitor.following(try await site.post(form))
            #expect(!log.lines.contains { $0.contains("was not taken") })
        }
    }

    @Test func `so is a photo of the work, from the desk and from a department's system`() async throws {
        try await Self.withBrokenFolder { site, log in
            _ = try await site.visitor.submitted()
            let browser = try await Browser(site.visitor, "works")
            let item = try await browser.take()
            var work = MultipartForm()
            work.field("item", "\(item)".utf8)
            work.file("photos", "after.png", PhotoSite.square)
            let page = try await site.visitor.send(
                .post,
                "/desk/items/\(item)/photos",
                headers: ["Cookie": browser.cookie, "Accept": "text/html", "Content-Type": work.contentType],
                bytes: work.whole
            )
            #expect(page.status == 422)
            #expect(Self.reasons(log).count == 1)
        }
        // Without the program that draws it is said before the file is looked at.
        guard PhotoSite.programs else { return }
        try await Self.withBrokenFolder { site, log in
            let key = try await site.visitor.key("works")
            _ = try await site.visitor.submitted()
            let (_, items) = try await site.visitor.claim("works", key: key)
            let answer = try await site.visitor.send(
                .post,
                "/api/v1/items/\(try #require(items.first))/photos",
                headers: ["Authorization": "Bearer \(key)", "Content-Type": "image/png"],
                bytes: PhotoSite.square
            )
            #expect(answer.status == 503 && !answer.text.contains("_incoming"))
            #expect(Self.reasons(log).count == 1)
        }
    }
}
