import Testing

@testable import Photos

@Suite struct PhotoKindTests {
    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg), (PNG.signature, .png), (Array("RIFF1234WEBPVP8 ".utf8), .webp),
            (Array("%PDF-1.7\n".utf8), .pdf), (Array("GIF89a".utf8), .gif), (Array("\0\0\0\u{18}ftypheic".utf8), .heif),
            (Array("\0\0\0\u{1C}ftypavif".utf8), .heif), (Array("II*\0".utf8), .tiff), (Array("BM".utf8), .bmp),
            ([0x50, 0x4B, 3, 4], .zip), (Array("<svg xmlns".utf8), .markup), (Array(" \n<?xml".utf8), .markup),
            ([0xEF, 0xBB, 0xBF] + Array("<html>".utf8), .markup), (Array("RIFF1234WAVE".utf8), .unknown),
            ([], .unknown),
            ([0xFF, 0xD8], .unknown), (Array("hello".utf8), .unknown), (Array(PNG.signature.dropLast()), .unknown),
        ] as [([UInt8], PhotoKind)]
    )
    func `a file is told by its first bytes`(bytes: [UInt8], kind: PhotoKind) {
        #expect(PhotoKind(firstBytes: bytes) == kind)
        #expect(PhotoKind(firstBytes: bytes + [UInt8](repeating: 0x20, count: 20)) == kind)
    }

    @Test func `photos are of three kinds and documents of one`() {
        #expect(PhotoKind.allCases.filter(PhotoUse.photo.takes) == [.jpeg, .png, .webp])
        #expect(PhotoKind.allCases.filter(PhotoUse.document.takes) == [.pdf])
    }
}
