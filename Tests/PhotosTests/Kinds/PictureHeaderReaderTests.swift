import Testing

@testable import Photos

@Suite struct PictureHeaderReaderTests {
    private static let frame: [UInt8] = [0xFF, 0xC0, 0, 17, 8, 0x0B, 0xD0, 0x0F, 0xC0, 3]

    /// What a reader finds that gets the file in pieces of a size.
    private func read(_ bytes: [UInt8], piece: Int) throws(PhotoError) -> PictureHeader? {
        var reader = PictureHeaderReader()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try reader.take(Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        return reader.header
    }

    @Test(arguments: [1, 2, 3, 7, 29, 30, 64, 100_000])
    func `headers are read from pieces of any size`(piece: Int) throws {
        let segment: [UInt8] = [0xFF, 0xE1, 0xFF, 0xFF] + [UInt8](repeating: 0xFF, count: 0xFFFD)
        let rest = [UInt8](repeating: 0, count: 40)
        let lossy = Array("RIFF1234WEBPVP8 1234abc".utf8) + [0x9D, 0x01, 0x2A, 0x90, 0x41, 0x2C, 0x81]
        let lossless = Array("RIFF1234WEBPVP8L1234".utf8) + [0x2F, 0x8F, 0xC1, 0x4A, 0x00]
        let canvas = Array("RIFF1234WEBPVP8X1234flag".utf8) + [0x8F, 0x01, 0x00, 0x2B, 0x01, 0x00]
        let files: [([UInt8], PhotoKind, PictureSize)] = [
            ([0xFF, 0xD8] + Self.frame, .jpeg, PictureSize(width: 4032, height: 3024)),
            (
                [0xFF, 0xD8] + segment + segment + [0xFF, 0xFF] + Self.frame, .jpeg,
                PictureSize(width: 4032, height: 3024)
            ),
            (PNG.header(50_000, 70_000), .png, PictureSize(width: 50_000, height: 70_000)),
            (lossy, .webp, PictureSize(width: 400, height: 300)),
            (lossless, .webp, PictureSize(width: 400, height: 300)),
            (canvas, .webp, PictureSize(width: 400, height: 300)),
        ]
        for (bytes, kind, size) in files {
            let header = try read(bytes + rest, piece: piece)
            #expect(header == PictureHeader(kind: kind, size: size))
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xD8, 0xFF, 0xDA] + [UInt8](repeating: 0, count: 20),
            [0xFF, 0xD8, 0xFF, 0xD9] + [UInt8](repeating: 0, count: 20),
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 1] + [UInt8](repeating: 0, count: 20),
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0x41] + [UInt8](repeating: 0, count: 20),
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 0, 0, 9, 3] + [UInt8](repeating: 0, count: 20),
            PNG.header(0, 10), PNG.signature + PNG.chunk("IDAT", [UInt8](repeating: 0, count: 13)),
            Array("RIFF1234WEBPVP8 123456789012345678".utf8), Array("RIFF1234WEBPEXIF123456789012345678".utf8),
        ] as [[UInt8]]
    )
    func `a header that makes no sense is refused`(bytes: [UInt8]) {
        for piece in [1, 1000] {
            let error = #expect(throws: PhotoError.self) { try read(bytes, piece: piece) }
            guard case .broken = error else {
                Issue.record("expected a broken picture, found \(String(reflecting: error))")
                return
            }
        }
    }

    @Test func `what is no picture is refused with its twelfth byte`() throws {
        var reader = PictureHeaderReader()
        try reader.take(Array("<svg xmlns=".utf8))
        #expect(throws: PhotoError.kind(.markup, as: .photo)) { try reader.take([0x22]) }
    }
}
