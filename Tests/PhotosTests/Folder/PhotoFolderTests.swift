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

    @Test func `names are told by their first byte, when all of their files are old`() async throws {
        let scratch = try await Scratch()
        let folder = scratch.folder
        let rest = String(repeating: "4", count: 30)
        let names = try ["a1", "b2", "c3"].map { try #require(PhotoName($0 + rest)) }
        let second = try #require(PhotoName("a1" + String(repeating: "f", count: 30)))
        for name in names { try await folder.keep([.whole: [1], .small: [2]], as: name, of: "tiny") }
        try await folder.keep([.document: [1]], as: second, of: "tiny")
        _ = try scratch.put([], "photos/tiny/a1/\(second).jpg.part")
        func found(_ first: UInt8, of code: String = "tiny", _ age: Int = 3600) async throws -> Set<PhotoName> {
            try await folder.names(of: code, from: first, olderThan: .seconds(age))
        }
        #expect(try await found(0xA1).isEmpty)
        #expect(try await found(0xA1, 0) == [names[0], second])
        try scratch.makeOld("tiny/a1/\(names[0]).jpg")
        // Its small version is not old.
        #expect(try await found(0xA1).isEmpty)
        try scratch.makeOld("tiny/a1/\(names[0]).small.jpg")
        try scratch.makeOld("tiny/b2/\(names[1]).jpg")
        try scratch.makeOld("tiny/b2/\(names[1]).small.jpg")
        #expect(try await found(0xA1) == [names[0]])
        #expect(try await found(0xB2) == [names[1]])
        #expect(try await found(0xC3).isEmpty)
        #expect(try await found(0xFF).isEmpty)
        #expect(try await found(0xA1, of: "other").isEmpty)
    }

    @Test func `a jurisdiction's files belong to the first who asks`() async throws {
        let scratch = try await Scratch()
        let folder = scratch.folder
        // Where there is nothing, there is nothing to be taken.
        #expect(try await folder.belongs("tiny", to: "one"))
        #expect(scratch.files().isEmpty)
        try await folder.keep([.document: [1]], as: PhotoName(), of: "tiny")
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for owner in ["one", "other"] {
                group.addTask { try await PhotoFolder(folder.path).belongs("tiny", to: owner) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.filter(\.self).count == 1)
        let owner = String(decoding: try scratch.get("photos/tiny/_owner"), as: UTF8.self)
        #expect(try await folder.belongs("tiny", to: owner))
        #expect(try await !folder.belongs("tiny", to: owner + "x"))
        #expect(try await folder.belongs("elsewhere", to: "x"))
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
