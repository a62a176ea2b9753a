import Foundation
import Testing

@testable import Photos

@Suite struct PhotoFolderTests {
    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `files are found again by name and nobody else may read them`() async throws {
        let scratch = try await Scratch()
        let folder = scratch.folder
        let name = PhotoName()
        try await folder.keep([.whole: [1, 2], .small: [3]], as: name, of: "tiny")
        #expect(try await folder.read(name, .whole, of: "tiny") == [1, 2])
        #expect(try await folder.read(name, .small, of: "tiny") == [3])
        #expect(try await folder.read(name, .document, of: "tiny") == nil)
        #expect(try await folder.read(name, .whole, of: "other") == nil)
        #expect(try await folder.names(of: "tiny") == [name])
        #expect(try await folder.names(of: "other").isEmpty)
        let shelf = "tiny/\(name.text.prefix(2))"
        #expect(scratch.files() == ["\(shelf)/\(name).jpg", "\(shelf)/\(name).small.jpg"])
        for part in ["", "/_incoming", "/tiny", "/\(shelf)"] { #expect(try mode(folder.path + part) == 0o700) }
        #expect(try mode("\(folder.path)/\(shelf)/\(name).jpg") == 0o600)
        try await folder.remove(name, of: "tiny")
        try await folder.remove(name, of: "tiny")
        #expect(scratch.files().isEmpty)
    }

    @Test func `where the disk is all but full nothing is taken`() async throws {
        let scratch = try await Scratch()
        let error = await #expect(throws: PhotoError.self) {
            _ = try await scratch.folder.receive(.photo, for: "tiny", limits: PhotoLimits(leastFree: .max))
        }
        #expect(error?.isTransient == true)
        #expect(error?.debugDescription.contains("bytes free or more, found") == true)
        #expect(scratch.files().isEmpty)
    }

    @Test func `what was left in the middle is swept, and only when it is old`() async throws {
        let scratch = try await Scratch()
        let left = "\(scratch.folder.path)/_incoming/left"
        try Data([1]).write(to: URL(filePath: left))
        #expect(try await scratch.folder.sweep() == 0)
        let old = Date(timeIntervalSinceNow: -90_000)
        try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: left)
        #expect(try await scratch.folder.sweep() == 1)
        #expect(scratch.files().isEmpty)
    }

    @Test func `a folder that cannot be written is said so, without its path`() async throws {
        let scratch = try await Scratch()
        let file = try scratch.put([], "file")
        let error = await #expect(throws: PhotoError.self) { try await PhotoFolder(file + "/photos").prepare() }
        #expect(error?.description.contains(file) == false)
        #expect(error?.debugDescription.contains(file) == true)
        #expect(error?.isTransient == true)
        // A file in the place of a jurisdiction's folder.
        try Data().write(to: URL(filePath: scratch.folder.path + "/tiny"))
        let result = try await scratch.develop(PNG.colourful(20, 20))
        guard case .failure(.folder) = result else {
            Issue.record("expected the folder to fail, found \(result)")
            return
        }
        #expect(scratch.files() == ["tiny"])
    }

    @Test(arguments: ["", "..", ".", "a/b", "/tmp"])
    func `a jurisdiction that is no folder's name is refused`(jurisdiction: String) async throws {
        let scratch = try await Scratch()
        await #expect(throws: PhotoError.self) { try await scratch.folder.receive(.photo, for: jurisdiction) }
    }

    @Test func `names are 32 small digits`() {
        let name = PhotoName()
        #expect(PhotoName(name.text) == name)
        #expect(PhotoName(bytes: name.bytes) == name)
        for text in ["", "../../../../../../../../etc/passwd", String(repeating: "A", count: 32), name.text + "0"] {
            #expect(PhotoName(text) == nil)
        }
        #expect(PhotoName(bytes: [1]) == nil)
        #expect(PhotoName() != PhotoName())
    }
}
