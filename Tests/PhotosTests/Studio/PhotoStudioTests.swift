import TestSupport
import Testing

@testable import Photos

@Suite struct PhotoStudioTests {
    /// Takes a file that must be taken; its bytes as kept.
    private func taken(_ bytes: [UInt8], in scratch: Scratch) async throws -> [UInt8] {
        let photo = try await scratch.develop(bytes).get()
        let kept = try await scratch.kept(photo)
        #expect(PlainJPEG(kept)?.size == photo.size)
        #expect(photo.bytes == kept.count)
        return kept
    }

    @Test(arguments: [".jpg[Q=90]", ".jpg[interlace]", ".png", ".png[interlace]", ".webp", ".webp[lossless]"])
    func `a picture is drawn anew, whole and small`(ending: String) async throws {
        let scratch = try await Scratch()
        let sent = try await Picture.file(PNG.colourful(2500, 1000), ending, in: scratch)
        let photo = try await scratch.develop(sent).get()
        #expect(photo.size == PictureSize(width: 2048, height: 819))
        #expect(photo.use == .photo)
        #expect(photo.sha256.count == 32)
        let small = try await scratch.kept(photo, .small)
        #expect(PlainJPEG(small)?.size == PictureSize(width: 320, height: 128))
        let shelf = "tiny/\(photo.name.text.prefix(2))/\(photo.name)"
        #expect(scratch.files() == ["\(shelf).jpg", "\(shelf).small.jpg"])
        let little = try await scratch.develop(try await Picture.file(PNG.colourful(30, 20), ending, in: scratch)).get()
        #expect(little.size == PictureSize(width: 30, height: 20))
    }

    @Test(arguments: 1...8 as ClosedRange<UInt8>)
    func `it is turned as the camera was held`(orientation: UInt8) async throws {
        let scratch = try await Scratch()
        // Red above left, green above right, blue below left, white below right.
        let png = PNG.picture(96, 64) { x, y in
            y < 32 ? (x < 48 ? [255, 0, 0] : [0, 255, 0]) : (x < 48 ? [0, 0, 255] : [255, 255, 255])
        }
        let plain = try await Picture.file(png, ".jpg[Q=100,strip]", in: scratch)
        let sent = Picture.jpeg(plain, with: 0xE1, Picture.exif(orientation: orientation))
        let kept = try await taken(sent, in: scratch)
        let size = try #require(PlainJPEG(kept)?.size)
        #expect(size == (orientation < 5 ? PictureSize(width: 96, height: 64) : PictureSize(width: 64, height: 96)))
        let pixels = try await Picture.pixels(kept, in: scratch)
        let corners = [(4, 4), (size.width - 5, 4), (4, size.height - 5), (size.width - 5, size.height - 5)].map {
            x,
            y in
            switch pixels[y * size.width + x].map({ $0 > 127 }) {
            case [true, false, false]: "r"
            case [false, true, false]: "g"
            case [false, false, true]: "b"
            default: "w"
            }
        }
        // Above left, above right, below left, below right as TIFF 6.0 defines the eight.
        let expected = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"]
        #expect(corners.joined() == expected[Int(orientation) - 1])
    }

    @Test func `what is see-through becomes white, and CMYK and 16 bits become sRGB`() async throws {
        let scratch = try await Scratch()
        let clear = PNG.picture(20, 20, transparency: true) { _, _ in [0, 0, 0, 0] }
        let pixels = try await Picture.pixels(try await taken(clear, in: scratch), in: scratch)
        #expect(pixels.allSatisfy { $0.allSatisfy { $0 > 250 } })
        _ = try await taken(PNG.black(40, 30, depth: 16), in: scratch)
        let source = try scratch.put(PNG.picture(40, 30) { _, _ in [250, 10, 10] }, "red.png")
        try await Tool.run("vips", ["colourspace", source, scratch.path + "/cmyk.jpg", "cmyk"])
        let red = try await Picture.pixels(try await taken(try scratch.get("cmyk.jpg"), in: scratch), in: scratch)
        #expect(red.count == 40 * 30)
        #expect(red.allSatisfy { $0[0] > 150 && $0[1] < 100 && $0[2] < 100 })
    }

    @Test func `of an animation its first picture is kept`() async throws {
        let scratch = try await Scratch()
        let strip = try scratch.put(PNG.picture(60, 120) { _, y in y < 40 ? [255, 0, 0] : [0, 0, 255] }, "strip.png")
        try await Tool.run("vips", ["webpsave", strip, scratch.path + "/moving.webp", "--page-height", "40"])
        let sent = try scratch.get("moving.webp")
        #expect(String(decoding: sent, as: UTF8.self).contains("ANMF"))
        let pixels = try await Picture.pixels(try await taken(sent, in: scratch), in: scratch)
        #expect(pixels.count == 60 * 40)
        #expect(pixels.allSatisfy { $0[0] > 200 && $0[2] < 60 })
    }

    @Test func `a picture of many pixels in few bytes is drawn within its limits`() async throws {
        let scratch = try await Scratch()
        let sent = PNG.black(8000, 8000)
        #expect(sent.count < 500_000)
        #expect(PlainJPEG(try await taken(sent, in: scratch))?.size == PictureSize(width: 2048, height: 2048))
    }

    @Test func `texts that unpack to more than the memory allowed are not unpacked`() async throws {
        let scratch = try await Scratch()
        // libpng itself leaves out a text of more than 8 MB.
        let packed = PNG.deflated([UInt8](repeating: 0x41, count: 7 << 20))
        let bomb = PNG.chunk("zTXt", Array("Comment".utf8) + [0, 0] + packed)
        let bombs = [[UInt8]](repeating: bomb, count: 160).flatMap { $0 }
        let png = PNG.colourful(40, 40)
        let result = try await scratch.develop(Array(png[..<33]) + bombs + png[33...], piece: 100_000)
        guard case .failure(.exhausting) = result else {
            Issue.record("expected it to be ended by memory, found \(result)")
            return
        }
        #expect(scratch.files().isEmpty)
    }

    @Test func `ten at once are taken, and beyond the places they are refused`() async throws {
        let scratch = try await Scratch()
        let sent = try await Picture.jpeg(in: scratch)
        let studio = PhotoStudio(PictureProgram(), folder: scratch.folder, limits: PhotoLimits())
        let names = try await withThrowingTaskGroup(of: PhotoName.self) { group in
            for _ in 0..<10 { group.addTask { try await scratch.develop(sent, in: studio).get().name } }
            return try await group.reduce(into: Set<PhotoName>()) { $0.insert($1) }
        }
        let kept = scratch.files().compactMap { $0.split(separator: "/").last.map { String($0.prefix(32)) } }
        #expect(Set(kept) == Set(names.map(\.text)))
        #expect(names.count == 10)
        let limits = PhotoLimits(maximumDrawn: 0, maximumWaiting: 0)
        #expect(try await scratch.develop(sent, limits: limits) == .failure(.busy))
        #expect(scratch.files().count == 20)
    }

    @Test func `without the program nothing is kept and the fault is ours`() async throws {
        let scratch = try await Scratch()
        let sent = try await Picture.jpeg(in: scratch)
        let result = try await scratch.develop(sent, program: PictureProgram(name: "no-such-program"))
        guard case .failure(let error) = result, case .programUnusable = error else {
            Issue.record("expected the program to be unusable, found \(result)")
            return
        }
        #expect(error.isTransient)
        #expect(!error.description.contains("no-such-program"))
        #expect(scratch.files().isEmpty)
    }

    @Test func `a cancelled upload leaves nothing`() async throws {
        let scratch = try await Scratch()
        let task = Task { try await scratch.develop(PNG.black(8000, 8000)) }
        task.cancel()
        let result = try await task.value
        #expect(result == .failure(.interrupted))
        #expect(scratch.files().isEmpty)
    }
}
