import TestSupport
import Testing

@testable import Photos

@Suite struct HostileFileTests {
    private static let exifTool = Tool.path("exiftool")

    @Test(.enabled(if: exifTool != nil, "exiftool is not installed (Debian: libimage-exiftool-perl)"))
    func `exiftool finds nothing that the camera or its owner wrote`() async throws {
        let scratch = try await Scratch()
        let path = try scratch.put(try await Picture.jpeg(in: scratch), "sent.jpg")
        let thumbnail = try scratch.put(try await Picture.jpeg(80, 60, in: scratch), "thumbnail.jpg")
        try await Tool.run(
            "exiftool",
            [
                "-q", "-overwrite_original", "-n", "-GPSLatitude=40.71", "-GPSLatitudeRef=N", "-GPSLongitude=74.0",
                "-GPSLongitudeRef=W", "-Orientation=6", "-XMP-dc:Creator=Somebody", "-IPTC:Keywords=Secret",
                "-Comment=Secret", "-EXIF:SerialNumber=123456", "-ThumbnailImage<=\(thumbnail)", path,
            ]
        )
        let before = try await groups(path)
        #expect(before.isSuperset(of: ["GPS", "IFD0", "IFD1", "XMP-dc", "IPTC", "ExifIFD"]))
        let photo = try await scratch.develop(try scratch.get("sent.jpg")).get()
        #expect(photo.size == PictureSize(width: 300, height: 400))
        for version in [PhotoVersion.whole, .small] {
            let kept = try scratch.put(try await scratch.kept(photo, version), "kept.jpg")
            // What it says of the file itself, what the file needs to be a JPEG, and what it computes of these.
            #expect(try await groups(kept).isSubset(of: ["System", "File", "JFIF", "Composite", "ExifTool"]))
            let all = String(decoding: try await Tool.run("exiftool", ["-j", "-a", "-G1", kept]), as: UTF8.self)
            #expect(!all.contains("Comment") && !all.contains("Secret") && !all.contains("Thumbnail"))
        }
    }

    /// The groups of tags exiftool finds.
    private func groups(_ path: String) async throws -> Set<String> {
        let json = String(decoding: try await Tool.run("exiftool", ["-j", "-a", "-G1", path]), as: UTF8.self)
        return Set(
            json.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "\"", maxSplits: 1)
                guard let key = parts.last, key.contains(":"), let colon = key.firstIndex(of: ":") else { return nil }
                return key[..<colon].contains("\"") ? nil : String(key[..<colon])
            }
        )
    }

    @Test func `files that are something else besides come out as pictures only`() async throws {
        let scratch = try await Scratch()
        let plain = try await Picture.file(PNG.colourful(90, 70), ".jpg[strip]", in: scratch)
        let page = Array("<html><script>alert(1)</script></html>".utf8)
        let archive = [0x50, 0x4B, 3, 4] + page + [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        let animation = Array("GIF89a".utf8) + page
        let files = [
            plain + archive, plain + animation, plain + page, Picture.jpeg(plain, with: 0xFE, page),
            Picture.jpeg(plain, with: 0xE1, archive), PNG.colourful(90, 70) + page,
        ]
        for sent in files {
            let photo = try await scratch.develop(sent).get()
            let kept = try await scratch.kept(photo)
            #expect(photo.size == PictureSize(width: 90, height: 70))
            #expect(PlainJPEG(kept) != nil)
            #expect(!String(decoding: kept, as: UTF8.self).contains("script"))
        }
    }

    @Test func `files that begin as something else are not looked at any further`() async throws {
        let scratch = try await Scratch()
        let plain = try await Picture.jpeg(in: scratch)
        let svg = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>".utf8)
        let files: [([UInt8], PhotoError)] = [
            (Array("GIF89a".utf8) + plain, .kind(.gif, as: .photo)), (svg, .kind(.markup, as: .photo)),
            (Array("<html><body>".utf8) + plain, .kind(.markup, as: .photo)),
            ([0x50, 0x4B, 3, 4] + plain, .kind(.zip, as: .photo)),
            (Array("%PDF-1.7\n".utf8) + plain, .kind(.pdf, as: .photo)),
            (Array("\0\0\0\u{18}ftypheic".utf8) + plain, .kind(.heif, as: .photo)),
            ([0] + plain, .kind(.unknown, as: .photo)), ([], .empty), ([0xFF], .kind(.unknown, as: .photo)),
        ]
        for (sent, error) in files {
            #expect(try await scratch.develop(sent) == .failure(error))
            #expect(scratch.files().isEmpty)
        }
    }

    @Test(arguments: [".jpg[Q=90]", ".jpg[interlace]", ".png", ".png[interlace]", ".webp", ".webp[lossless]"])
    func `a file that ends too early is dropped, wherever it ends`(ending: String) async throws {
        let scratch = try await Scratch()
        let sent = try await Picture.file(PNG.colourful(300, 200), ending, in: scratch)
        for tenth in 1...9 {
            let result = try await scratch.develop(Array(sent.prefix(sent.count * tenth / 10)))
            guard case .failure(.broken) = result else {
                Issue.record("expected a broken picture at \(tenth)0 %, found \(result)")
                continue
            }
        }
        #expect(scratch.files().isEmpty)
    }

    @Test func `bytes changed anywhere harm nothing`() async throws {
        let scratch = try await Scratch()
        var generator = SystemRandomNumberGenerator()
        for ending in [".jpg[Q=90]", ".png", ".webp"] {
            let sent = try await Picture.file(PNG.colourful(100, 80), ending, in: scratch)
            for _ in 0..<8 {
                var changed = sent
                for _ in 0..<8 { changed[Int.random(in: 0..<sent.count, using: &generator)] = .random(in: 0...255) }
                switch try await scratch.develop(changed) {
                case .success(let photo): #expect(PlainJPEG(try await scratch.kept(photo)) != nil)
                case .failure(let error): #expect(!error.isTransient, "\(String(reflecting: error))")
                }
            }
        }
    }

    @Test func `documents are kept as they were sent, and are PDFs to their end`() async throws {
        let scratch = try await Scratch()
        let sent = Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n".utf8)
        let document = try await scratch.develop(sent, as: .document, piece: 7).get()
        #expect(document.size == nil)
        #expect(document.bytes == sent.count)
        #expect(try await scratch.kept(document, .document) == sent)
        #expect(scratch.files() == ["tiny/\(document.name.text.prefix(2))/\(document.name).pdf"])
        let cut = try await scratch.develop(Array(sent.dropLast(4)), as: .document)
        guard case .failure(.broken) = cut else {
            Issue.record("expected a broken document, found \(cut)")
            return
        }
        #expect(
            try await scratch.develop(PNG.colourful(9, 9), as: .document) == .failure(.kind(.png, as: .document))
        )
        #expect(try await scratch.develop([], as: .document) == .failure(.empty))
        #expect(
            try await scratch.develop(Array("%PDF".utf8), as: .document) == .failure(.kind(.unknown, as: .document))
        )
        #expect(scratch.files().count == 1)
    }
}
