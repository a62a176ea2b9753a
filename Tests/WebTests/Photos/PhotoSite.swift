import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Postgres
import Store
import TestSupport

@testable import Web

/// The tiny city's server with a folder for photos, and what is in the folder.
struct PhotoSite: Sendable {
    /// A red square of 8 × 8.
    static let square = Array(
        Data(
            base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53"
                + "yE8AAAAASUVORK5CYII="
        ) ?? Data()
    )
    static let document = Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n".utf8)
    static let programs = Tool.path("vipsthumbnail") != nil && Tool.path("vips") != nil
    static let exifTool = Tool.path("exiftool") != nil

    let visitor: Visitor
    let folder: URL

    static func with(
        _ setup: TestingSetup = .router,
        logger: Logger = TinyServer.logger,
        change: (inout WebConfiguration) -> Void = { _ in },
        _ body: @Sendable (PhotoSite) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "web-photos-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await TinyServer.with(setup, logger: logger) {
            $0.photosFolder = folder.path
            change(&$0)
        } _: { visitor in
            try await body(PhotoSite(visitor: visitor, folder: folder))
        }
    }

    /// What is kept, by the ends of its names: `.jpg`, `.small.jpg`, `.pdf`; what is being sent as `incoming`.
    var kept: [String] {
        let all = FileManager.default.subpaths(atPath: folder.path) ?? []
        return all.compactMap { path in
            if path.hasPrefix("_incoming/") { return "incoming" }
            guard let dot = path.firstIndex(of: ".") else { return nil }
            return String(path[dot...])
        }.sorted()
    }

    /// A form of the details page with a pothole's fields.
    static func form(_ fields: [String: String] = Visitor.pothole) -> MultipartForm {
        var form = MultipartForm()
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) { form.field(name, value.utf8) }
        return form
    }

    /// Sends the form of the details page.
    func post(_ form: MultipartForm, to path: String = "/report/details") async throws -> Answer {
        try await visitor.send(
            .post,
            path,
            headers: Visitor.browser.merging(["Content-Type": form.contentType]) { _, new in new },
            bytes: form.whole
        )
    }

    /// The page that a form with files leads to.
    func arrive(_ form: MultipartForm, to path: String = "/report/details") async throws -> Answer {
        try await visitor.following(try await post(form, to: path))
    }

    /// The draft that an answer leads on with.
    func draft(_ answer: Answer) throws -> String {
        guard answer.status == 303, let place = answer[header: "Location"],
            let draft = place.firstMatch(of: /[?&]draft=([0-9a-f]{32})/)
        else { throw Unexpected(answer) }
        return String(draft.1)
    }

    /// The addresses of the pictures of a page.
    func pictures(_ page: Answer) -> [String] {
        page.text.matches(of: #/<img src="(/[^"]*\.jpg[^"]*)"/#).map { String($0.1).replacing("&amp;", with: "&") }
    }

    /// The key of the only request.
    func key() async throws -> String {
        let key = try await visitor.database.pool.first("SELECT encode(secret, 'hex') FROM service_request") { row in
            try row.decode(String.self)
        }
        return try key ?? { throw Missing(what: "a request") }()
    }

    /// Photos of requests, as the tables know them.
    func attached() async throws -> Int { try await visitor.count("photo WHERE number IS NOT NULL") }
}
