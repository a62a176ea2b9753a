import Foundation
import Photos
import Testing

@testable import Web

@Suite struct EncodedUploadReaderTests {
    private static let photo = Data(PhotoSite.square).base64EncodedString()

    private static func read(
        _ form: String,
        by step: Int,
        maximumFields: Int = 1000
    ) async throws -> (fields: String, files: [ReceivedFile]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "encoded-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let photos = PhotoFolder(folder.path)
        try await photos.prepare()
        let receiver = FileReceiver(maximumFiles: 5, jurisdiction: "tiny", room: PhotoRoom(folder: photos))
        var reader = EncodedUploadReader(receiver, maximumFields: maximumFields)
        let bytes = Array(form.utf8)
        for start in stride(from: 0, to: bytes.count, by: step) {
            try await reader.take(bytes[start..<min(start + step, bytes.count)])
        }
        let (fields, end) = await reader.finish()
        return (String(decoding: fields, as: UTF8.self), end.files)
    }

    @Test(arguments: [1, 2, 5, 64, 10_000])
    func `photos go to their folder and everything else is held as it is`(step: Int) async throws {
        let plain = Self.photo
        let encoded = Visitor.encoded(plain)
        let (fields, files) = try await Self.read(
            "a=1&media=\(encoded)&b=%26&media%5B%5D=\(plain)&media[]=%2&mediator=x&media&c",
            by: step
        )
        #expect(fields == "a=1&b=%26&mediator=x&media&c")
        #expect(files.count == 3)
        #expect(files.map { (try? $0.file.get()) != nil } == [true, true, false])
        #expect(files[0].sha256 == files[1].sha256)
        let empty = try await Self.read("media=&a=1", by: step)
        #expect(empty.fields == "a=1")
        #expect(empty.files.isEmpty)
    }

    @Test func `however small they are, photos are counted`() async throws {
        let (_, files) = try await Self.read(String(repeating: "media=A&", count: 500), by: 10_000)
        #expect(files.count == 500)
        await #expect(throws: Refusal.self) {
            _ = try await Self.read(String(repeating: "media=A&", count: 501), by: 10_000)
        }
    }

    @Test func `fields have a limit and photos have not that one`() async throws {
        let (fields, files) = try await Self.read("media=\(Visitor.encoded(Self.photo))&a=1", by: 7, maximumFields: 10)
        #expect(fields == "a=1")
        #expect(files.count == 1)
        await #expect(throws: Refusal.self) {
            _ = try await Self.read("a=\(String(repeating: "x", count: 20))", by: 7, maximumFields: 10)
        }
    }
}
