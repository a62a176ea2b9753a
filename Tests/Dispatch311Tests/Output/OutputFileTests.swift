import Foundation
import Testing

@testable import dispatch311

@Suite struct OutputFileTests {
    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a file is replaced whole, and keeps who may read it`() async throws {
        try await Scratch.with { scratch in
            let path = scratch.path("a.txt")
            try OutputFile.write("one".utf8, to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            try OutputFile.write("two".utf8, to: path)
            #expect(Self.text(path) == "two")
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["a.txt"])
        }
    }

    @Test func `a link stays a link`() async throws {
        try await Scratch.with { scratch in
            let (path, link) = (scratch.path("a.txt"), scratch.path("link"))
            try OutputFile.write("one".utf8, to: path)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.txt")
            try OutputFile.write("two".utf8, to: link)
            #expect(Self.text(path) == "two")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.txt")
        }
    }

    @Test func `what is no file is left alone`() async throws {
        try await Scratch.with { scratch in
            let folder = scratch.path("folder")
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for path in ["/dev/null", folder] {
                let error = #expect(throws: CommandError.self) { try OutputFile.write("x".utf8, to: path) }
                #expect(error?.message == "\(path): expected a file to write, found something else")
            }
            var status = stat()
            #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        }
    }

    @Test func `a file that may not be replaced stays, and so does a folder that is not there`() async throws {
        try await Scratch.with { scratch in
            let path = scratch.path("a.txt")
            try OutputFile.write("one".utf8, to: path, replacing: false)
            let there = #expect(throws: CommandError.self) {
                try OutputFile.write("two".utf8, to: path, replacing: false)
            }
            #expect(there?.message == "\(path): expected no file there, found one")
            #expect(Self.text(path) == "one")
            let nowhere = scratch.path("none/a.txt")
            let error = #expect(throws: CommandError.self) { try OutputFile.write("x".utf8, to: nowhere) }
            #expect(error?.message.hasSuffix("found: No such file or directory") == true)
        }
    }
}
