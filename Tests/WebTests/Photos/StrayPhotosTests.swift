import Foundation
import Photos
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Files of photos and documents that no row is for.
@Suite struct StrayPhotosTests {
    private static let noise = [
        "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
    ]

    /// A folder beside the server's, which its own sweeper never looks into.
    private final class Strays: Sendable {
        let site: PhotoSite
        let folder = FileManager.default.temporaryDirectory.appending(path: "stray-photos-\(UUID().uuidString)")
        let log = LogRecorder()
        let sweeper: StrayPhotos

        init(_ site: PhotoSite) async throws {
            self.site = site
            let photos = PhotoFolder(folder.path)
            try await photos.prepare()
            sweeper = StrayPhotos(in: photos, of: try site.visitor.city, logger: log.logger)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// What is kept, by the ends of its names.
        var kept: [String] {
            let all = FileManager.default.subpaths(atPath: folder.path) ?? []
            return all.compactMap { path in path.firstIndex(of: ".").map { String(path[$0...]) } }.sorted()
        }

        /// Files that nobody knows: a photo's two, and a document.
        func add() throws {
            for file in ["a1\(String(repeating: "0", count: 30))", "ff\(String(repeating: "1", count: 30))"] {
                try put("\(file.prefix(2))/\(file)", [".jpg", ".small.jpg"])
            }
            try put("00/\(String(repeating: "0", count: 32))", [".pdf"])
        }

        private func put(_ path: String, _ ends: [String]) throws {
            for end in ends {
                let place = folder.appending(path: "tiny/\(path)\(end)")
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data([1]).write(to: place)
            }
        }

        /// Makes every file look as if it was written so many days ago.
        func age(days: Double) throws {
            let date = Date(timeIntervalSinceNow: -days * 86400)
            for path in FileManager.default.subpaths(atPath: folder.path) ?? [] where path.contains(".") {
                let place = folder.appending(path: path).path
                try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: place)
            }
        }

        /// What belongs to something: a document of a report that was sent, and one of a report that was not.
        func addKnown() async throws {
            for isSent in [true, false] {
                var form = PhotoSite.form(StrayPhotosTests.noise)
                form.file("documents", "nights.pdf", PhotoSite.document)
                let draft = try site.draft(try await site.post(form))
                if isSent { _ = try await site.visitor.sent(draft) }
            }
            let (theirs, ours) = (site.folder.appending(path: "tiny"), folder.appending(path: "tiny"))
            try FileManager.default.copyItem(at: theirs, to: ours)
        }
    }

    @Test func `they go when they are old, photos and documents alike, and nothing else does`() async throws {
        try await PhotoSite.with { site in
            let strays = try await Strays(site)
            try await strays.addKnown()
            try strays.add()
            try strays.age(days: 6.9)
            #expect(try await strays.sweeper.sweep(names: 5000) == 0)
            #expect(strays.kept == [".jpg", ".jpg", ".pdf", ".pdf", ".pdf", ".small.jpg", ".small.jpg"])
            try strays.age(days: 7.1)
            #expect(try await strays.sweeper.sweep(names: 5000) == 3)
            #expect(strays.kept == [".pdf", ".pdf"])
            #expect(try await strays.sweeper.sweep(names: 5000) == 0)
            #expect(try await site.visitor.count("photo") == 2)
            #expect(strays.log.lines.filter { $0.hasPrefix("warning") } == [])
        }
    }

    @Test func `a run looks at so many names, and the next goes on`() async throws {
        try await PhotoSite.with { site in
            let strays = try await Strays(site)
            try strays.add()
            try strays.age(days: 8)
            for left in [2, 1, 0] {
                #expect(try await strays.sweeper.sweep(names: 1) == 1)
                #expect(strays.kept.count { $0 != ".small.jpg" } == left)
            }
            // All the way round.
            try strays.add()
            try strays.age(days: 8)
            #expect(try await strays.sweeper.sweep(names: 5000) == 3)
        }
    }

    @Test func `a server with another database removes nothing, and says why once`() async throws {
        try await PhotoSite.with { site in
            let strays = try await Strays(site)
            try strays.add()
            try strays.age(days: 8)
            let mark = strays.folder.appending(path: "tiny/_owner")
            try Data("XXXXXXXXX".utf8).write(to: mark)
            for _ in 0..<3 { #expect(try await strays.sweeper.sweep(names: 5000) == 0) }
            #expect(strays.kept.count == 5)
            #expect(strays.log.lines.count == 1)
            #expect(strays.log.lines.first?.contains("another database's") == true)
            // Who removes the mark says that it is the right one.
            try FileManager.default.removeItem(at: mark)
            #expect(try await strays.sweeper.sweep(names: 5000) == 3)
        }
    }

    @Test func `while the database cannot be asked nothing is removed`() async throws {
        try await PhotoSite.with { site in
            let strays = try await Strays(site)
            try strays.add()
            try strays.age(days: 8)
            try await site.visitor.database.pool.execute("ALTER TABLE photo RENAME TO photo_away")
            await #expect(throws: StoreError.self) { try await strays.sweeper.sweep(names: 5000) }
            #expect(strays.kept.count == 5)
            try await site.visitor.database.pool.execute("ALTER TABLE photo_away RENAME TO photo")
            #expect(try await strays.sweeper.sweep(names: 5000) == 3)
        }
    }
}
