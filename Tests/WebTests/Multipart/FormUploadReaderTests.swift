import Foundation
import GeoReport
import Photos
import Testing

@testable import Web

@Suite struct FormUploadReaderTests {
    /// A red square of 8 × 8.
    private static let photo = Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53"
            + "yE8AAAAASUVORK5CYII="
    )

    private func read(_ form: MultipartForm, in folder: URL, maximumFiles: Int = 5) async throws -> FormUpload {
        let photos = PhotoFolder(folder.path)
        try await photos.prepare()
        var reader = FormUploadReader(
            try #require(MultipartBoundary(contentType: form.contentType)),
            uses: ["photos": .photo, "documents": .document],
            maximumFiles: maximumFiles,
            jurisdiction: "tiny",
            room: PhotoRoom(folder: photos)
        )
        let whole = form.whole
        for start in stride(from: 0, to: whole.count, by: 50) {
            try await reader.take(whole[start..<min(start + 50, whole.count)])
        }
        return try await reader.finish()
    }

    private func files(in folder: URL) -> [String] {
        let all = FileManager.default.subpaths(atPath: folder.path) ?? []
        return all.filter { $0.contains(".") || $0.hasPrefix("_incoming/") }
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "web-tests-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test func `a file that fails harms neither fields nor other files`() async throws {
        try await withFolder { folder in
            let photo = try #require(Self.photo)
            var form = MultipartForm()
            form.field("description", "A hole\r\nin the road".utf8)
            form.file("photos", "", [])
            form.file("photos", "vector.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
            form.file("photos", "empty.jpg", [])
            form.file("photos", "hole.png", photo)
            form.file("other", "other.png", photo)
            form.file("documents", "lease.pdf", photo)
            form.file("photos", "cut.png", photo.prefix(60))
            form.file("photos", "sixth.png", photo)
            form.field("email", "a@example.org".utf8)
            let upload = try await read(form, in: folder)
            #expect(upload.fields["description"] == "A hole\r\nin the road")
            #expect(upload.fields["email"] == "a@example.org")
            #expect(
                upload.files.map(\.sent.title) == [
                    "vector.jpg", "empty.jpg", "hole.png", "lease.pdf", "cut.png", "sixth.png",
                ]
            )
            let errors = upload.files.map { file -> PhotoError? in
                if case .failure(let error) = file.result { error } else { nil }
            }
            #expect(errors[0] == .kind(.markup, as: .photo))
            #expect(errors[1] == .empty)
            #expect(errors[2] == nil)
            #expect(errors[3] == .kind(.png, as: .document))
            #expect(errors[4]?.isTransient == false)
            #expect(errors[5] == .tooMany(limit: 5))
            #expect(files(in: folder).count == 2)
        }
    }

    @Test func `a broken form leaves nothing`() async throws {
        try await withFolder { folder in
            let photo = try #require(Self.photo)
            var form = MultipartForm()
            form.file("photos", "hole.png", photo)
            form.field("description", [0xFF])
            await #expect(throws: Refusal.self) { try await read(form, in: folder) }
            #expect(files(in: folder).isEmpty)
        }
    }
}
