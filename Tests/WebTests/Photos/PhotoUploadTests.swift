import Foundation
import NIOCore
import Photos
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite(.enabled(if: PhotoSite.programs, "libvips' programs are not installed (Debian: libvips-tools)"))
struct PhotoUploadTests {
    @Test func `a photo goes with its report, is seen by its writer, and belongs to the request`() async throws {
        try await PhotoSite.with { site in
            let page = try await site.visitor.page("/report/details?service=pothole&lat=10.01&long=20.005")
            #expect(page.text.contains(#" enctype="multipart/form-data" novalidate>"#))
            #expect(page.text.contains(#"accept="image/jpeg,image/png,image/webp" multiple"#))
            #expect(page[header: "Content-Security-Policy"]?.contains("script-src 'self'") == true)
            var form = PhotoSite.form()
            form.file("photos", "hole.png", PhotoSite.square)
            form.file("photos", "", [])
            let draft = try site.draft(try await site.post(form))
            #expect(site.kept == [".jpg", ".small.jpg"])
            let details = try await site.visitor.page("/report/details?draft=\(draft)")
            #expect(details.words.contains("hole.png, 1 kB"))
            let picture = try #require(site.pictures(details).first)
            let seen = try await site.visitor.page(picture)
            #expect(seen.status == 200)
            #expect(seen.bytes.starts(with: [0xFF, 0xD8]))
            for (name, value) in [
                ("Content-Type", "image/jpeg"), ("X-Content-Type-Options", "nosniff"),
                ("Content-Security-Policy", "default-src 'none'; sandbox"),
                ("Cross-Origin-Resource-Policy", "same-origin"), ("Cache-Control", "private, max-age=3600"),
            ] {
                #expect(seen[header: name] == value)
            }
            // Nobody who does not know the draft.
            let stranger = picture.replacing(draft, with: String(repeating: "0", count: 32))
            for address in [stranger, picture.replacing("?draft", with: "?x"), picture.replacing(".jpg", with: "")] {
                #expect(try await site.visitor.page(address).status == 404)
            }
            let id = try await site.visitor.sent(draft)
            #expect(try await site.attached() == 1)
            #expect(try await site.visitor.page(picture).status == 404)
            let name = try #require(picture.firstMatch(of: /[0-9a-f]{32}/)).output
            #expect(try await site.visitor.page("/r/\(id)/photos/\(name).jpg").bytes.starts(with: [0xFF, 0xD8]))
        }
    }

    @Test func `files that fail are dropped with a sentence, and everything else stays`() async throws {
        try await PhotoSite.with { site in
            let jpeg = try await Self.jpeg()
            let bomb: [UInt8] =
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, 8, 2, 0, 0, 0, 0, 0, 0, 0]
            let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".utf8)
            var fields = Visitor.pothole
            fields["description"] = "Deep & <wide>."
            var form = PhotoSite.form(fields)
            form.file("photos", "good.png", PhotoSite.square)
            form.file("photos", "bomb.png", bomb)
            form.file("photos", "vector.jpg", svg)
            form.file("photos", "cut.jpg", jpeg.prefix(jpeg.count / 2))
            form.file("photos", "empty.jpg", [])
            form.file("photos", "both.jpg", Array("GIF89a".utf8) + jpeg)
            form.file("photos", "iphone.heic", Array("\0\0\0\u{18}ftypheic".utf8) + jpeg)
            form.file("photos", "letter.pdf", PhotoSite.document)
            form.file("documents", "letter.pdf", PhotoSite.document)
            let page = try await site.arrive(form)
            #expect(page.text.contains("<title>Error: Pothole"))
            let sentences = [
                "“bomb.png” was not added. The picture has too many pixels.",
                "“vector.jpg” was not added. It is not a JPEG, PNG or WebP picture.",
                "“cut.jpg” was not added. The file is damaged or not complete.",
                "“empty.jpg” was not added. The file is empty.",
                "“both.jpg” was not added. It is not a JPEG, PNG or WebP picture.",
                "“iphone.heic” was not added. It is a HEIC picture.",
                "“letter.pdf” was not added. It is a PDF document, not a picture.",
                "“letter.pdf” was not added. This service does not ask for it.",
            ]
            for sentence in sentences { #expect(page.words.contains(sentence), "\(sentence)") }
            #expect(page.text.contains("Deep &amp; &lt;wide&gt;."))
            #expect(page.text.contains(##"<a href="#photos">“bomb.png”"##))
            // Beside the field as well, each of them.
            let error = try #require(page.text.firstMatch(of: #/<span id="photos-error">(.*)<\/span>/#))
            for sentence in sentences.dropLast() {
                #expect(error.output.1.contains("<span class=\"error\">\(sentence)"), "\(sentence)")
            }
            #expect(site.pictures(page).count == 1)
            #expect(site.kept == [".jpg", ".small.jpg"])
            // Going on without them, by the page's own form.
            var again = PhotoSite.form(page.hiddenFields.merging(["description": "Deep & <wide>."]) { old, _ in old })
            again.file("photos", "", [])
            let draft = try site.draft(try await site.post(again))
            let id = try await site.visitor.sent(draft)
            #expect(try await site.attached() == 1)
            let stored = try await site.visitor.database.pool.first("SELECT description FROM service_request") { row in
                try row.decode(String.self)
            }
            #expect(stored == "Deep & <wide>.")
            #expect(!id.isEmpty && site.kept == [".jpg", ".small.jpg"])
        }
    }

    @Test(.enabled(if: PhotoSite.exifTool, "exiftool is not installed (Debian: libimage-exiftool-perl)"))
    func `what the camera wrote is gone from the file that is served`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            let sent = try await Self.jpeg { path, thumbnail in
                try await Tool.run(
                    "exiftool",
                    [
                        "-q", "-overwrite_original", "-n", "-GPSLatitude=40.71", "-GPSLatitudeRef=N",
                        "-GPSLongitude=74.0", "-GPSLongitudeRef=W", "-Orientation=6", "-XMP-dc:Creator=Somebody",
                        "-IPTC:Keywords=Secret", "-Comment=Secret", "-EXIF:SerialNumber=123456",
                        "-ThumbnailImage<=\(thumbnail)", path,
                    ]
                )
            }
            #expect(try await Self.tags(of: sent).isSuperset(of: ["GPS", "XMP-dc", "IPTC", "IFD1"]))
            form.file("photos", "IMG_0001.JPG", sent)
            let draft = try site.draft(try await site.post(form))
            let pictures = site.pictures(try await site.visitor.page("/report/details?draft=\(draft)"))
            let name = try #require(pictures.first?.firstMatch(of: /[0-9a-f]{32}/)).output
            let id = try await site.visitor.sent(draft)
            for query in ["", "?small=1"] {
                let served = try await site.visitor.page("/r/\(id)/photos/\(name).jpg\(query)")
                #expect(served.status == 200)
                #expect(
                    try await Self.tags(of: served.bytes)
                        .isSubset(of: ["System", "File", "JFIF", "Composite", "ExifTool"])
                )
                // Only words too long to stand in a picture's noise by chance; what is short, the tags above have told.
                for word in ["Secret", "Somebody", "123456", "Exif\0\0", "http://ns.adobe.com"] {
                    #expect(!served.text.contains(word))
                }
            }
        }
    }

    @Test func `a photo is taken out again, with its files, and what is typed stays`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("photos", "one.png", PhotoSite.square)
            form.file("photos", "two.jpg", try await Self.jpeg())
            let draft = try site.draft(try await site.post(form))
            let page = try await site.visitor.page("/report/details?draft=\(draft)")
            #expect(page.words.contains("Remove one.png") && page.words.contains("Remove two.jpg"))
            let name = try #require(page.text.firstMatch(of: #/name="remove" value="([0-9a-f]{32})"/#)).1
            var fields = page.hiddenFields
            fields["description"] = "Typed since."
            fields["remove"] = String(name)
            let answer = try await site.post(PhotoSite.form(fields))
            #expect(answer.status == 303)
            #expect(answer[header: "Location"] == "/report/details?draft=\(draft)#photos")
            let after = try await site.visitor.page("/report/details?draft=\(draft)")
            #expect(site.pictures(after).count == 1)
            #expect(after.text.contains("Typed since.") && !after.words.contains("Remove one.png"))
            #expect(site.kept == [".jpg", ".small.jpg"])
            // Of another's report nothing is taken, by whoever knows the name.
            let other = try site.draft(try await site.post(PhotoSite.form()))
            let left = try #require(after.text.firstMatch(of: #/name="remove" value="([0-9a-f]{32})"/#)).1
            var theirs = Visitor.pothole
            theirs["draft"] = other
            theirs["remove"] = String(left)
            #expect(try await site.post(PhotoSite.form(theirs)).status == 303)
            #expect(site.kept == [".jpg", ".small.jpg"])
        }
    }

    @Test func `a form sent twice, too many photos, and a change of language lose and double nothing`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("photos", "one.png", PhotoSite.square)
            let draft = try site.draft(try await site.post(form))
            form.field("draft", draft.utf8)
            #expect(try site.draft(try await site.post(form)) == draft)
            #expect(site.kept == [".jpg", ".small.jpg"])
            var switching = PhotoSite.form(Visitor.pothole.merging(["draft": draft, "lang": "es"]) { old, _ in old })
            switching.file("photos", "two.jpg", try await Self.jpeg())
            let switched = try await site.post(switching)
            #expect(switched[header: "Location"] == "/report/details?draft=\(draft)&lang=es")
            #expect(site.kept.count == 4)
            var many = PhotoSite.form(Visitor.pothole.merging(["draft": draft]) { old, _ in old })
            for width in 20...26 { many.file("photos", "\(width).jpg", try await Self.jpeg(width)) }
            let page = try await site.arrive(many, to: "/report/details?lang=es")
            #expect(page.words.contains("“23.jpg” no se agregó. Puede haber 5 como máximo."))
            #expect(site.pictures(page).count == 5)
            #expect(site.kept.count == 10)
            #expect(try await site.visitor.count("photo") == 5)
        }
    }

    @Test func `a document goes where it is asked for, its name to the sender, and it is shown to nobody`() async throws
    {
        try await PhotoSite.with { site in
            let fields = [
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
            ]
            let page = try await site.visitor.page("/report/details?service=noise&lat=10.01&long=20.005")
            #expect(page.words.contains("A list of the nights (optional)") && page.words.contains("One PDF."))
            var form = PhotoSite.form(fields)
            form.file("documents", "nights.pdf", PhotoSite.document)
            let draft = try site.draft(try await site.post(form))
            #expect(site.kept == [".pdf"])
            let details = try await site.visitor.page("/report/details?draft=\(draft)")
            #expect(details.words.contains("nights.pdf, 1 kB") && site.pictures(details).isEmpty)
            let name = try #require(details.text.firstMatch(of: #/name="remove" value="([0-9a-f]{32})"/#)).1
            #expect(try await site.visitor.page("/report/photos/\(name).jpg?draft=\(draft)").status == 404)
            let id = try await site.visitor.sent(draft)
            for ending in [".jpg", ".pdf", ""] {
                let address = "/r/\(id)/photos/\(name)\(ending)?key=\(try await site.key())"
                #expect(try await site.visitor.page(address).status == 404)
            }
        }
    }

    @Test func `a photo is seen by whom the description is for`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form([
                "service_code": "noise", "lat": "10.01", "long": "20.005", "attribute[since]": "Monday",
            ])
            form.file("photos", "bar.png", PhotoSite.square)
            let draft = try site.draft(try await site.post(form))
            let page = try await site.visitor.page("/report/details?draft=\(draft)")
            let name = try #require(site.pictures(page).first?.firstMatch(of: /[0-9a-f]{32}/)).output
            let id = try await site.visitor.sent(draft)
            let address = "/r/\(id)/photos/\(name).jpg"
            let key = try await site.key()
            #expect(try await site.visitor.page(address).status == 404)
            #expect(try await site.visitor.page("\(address)?key=\(String(repeating: "0", count: 32))").status == 404)
            #expect(try await site.visitor.page("\(address)?key=\(key)").status == 200)
            #expect(try await site.visitor.page("\(address)?small=1&key=\(key)").status == 200)
            let other = try await site.visitor.submitted()
            #expect(try await site.visitor.page("/r/\(other)/photos/\(name).jpg?key=\(key)").status == 404)
        }
    }

    @Test func `ten people send at once`() async throws {
        try await PhotoSite.with { site in
            let jpeg = try await Self.jpeg(1200)
            let drafts = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<10 {
                    group.addTask {
                        var fields = Visitor.pothole
                        fields["description"] = "Number \(number)."
                        var form = PhotoSite.form(fields)
                        form.file("photos", "hole.jpg", jpeg)
                        return try site.draft(try await site.post(form))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(drafts).count == 10)
            for draft in drafts { _ = try await site.visitor.sent(draft) }
            #expect(try await site.attached() == 10)
            #expect(site.kept.count == 20)
        }
    }

    @Test func `reports that are forgotten take their files with them`() async throws {
        try await PhotoSite.with { site in
            var form = PhotoSite.form()
            form.file("photos", "one.png", PhotoSite.square)
            let draft = try site.draft(try await site.post(form))
            form.file("photos", "two.jpg", try await Self.jpeg())
            _ = try site.draft(try await site.post(form))
            #expect(site.kept.count == 6)
            try await site.visitor.database.pool.execute(
                "UPDATE report_draft SET created_at = created_at - interval '26 hours' WHERE encode(draft, 'hex') <> \(draft)"
            )
            let room = try #require(site.visitor.server.photos)
            let sweepers = try site.visitor.city.sweepers(of: room, logger: TinyServer.logger)
            try await withThrowingTaskGroup { group in
                for sweeper in sweepers { group.addTask { try await sweeper.run() } }
                #expect(try await eventually { site.kept == [".jpg", ".small.jpg"] })
                group.cancelAll()
                try await group.waitForAll()
            }
        }
    }

    /// A JPEG of libvips', of its own width; `change` may write into the file, and has a smaller one beside it.
    static func jpeg(
        _ width: Int = 400,
        _ change: (String, String) async throws -> Void = { _, _ in }
    ) async throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "web-jpeg-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (path, small) = (folder.appending(path: "a.jpg").path, folder.appending(path: "b.jpg").path)
        try await Tool.run("vips", ["gaussnoise", path, "\(width)", "300"])
        try await Tool.run("vips", ["gaussnoise", small, "80", "60"])
        try await change(path, small)
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    /// The groups of tags that exiftool finds.
    static func tags(of bytes: [UInt8]) async throws -> Set<String> {
        let path = FileManager.default.temporaryDirectory.appending(path: "web-tags-\(UUID().uuidString).jpg")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        let json = String(decoding: try await Tool.run("exiftool", ["-j", "-a", "-G1", path.path]), as: UTF8.self)
        return Set(json.matches(of: #/"([A-Za-z0-9-]+):[A-Za-z0-9]+":/#).map { String($0.1) })
    }
}
