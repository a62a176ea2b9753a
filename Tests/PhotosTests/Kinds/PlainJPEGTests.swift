import Testing

@testable import Photos

@Suite struct PlainJPEGTests {
    @Test func `nothing but a picture passes`() async throws {
        let scratch = try await Scratch()
        let plain = try await Picture.file(PNG.colourful(120, 80), ".jpg[strip]", in: scratch)
        let progressive = try await Picture.file(PNG.colourful(120, 80), ".jpg[strip,interlace]", in: scratch)
        #expect(PlainJPEG(plain)?.size == PictureSize(width: 120, height: 80))
        #expect(PlainJPEG(progressive)?.size == PictureSize(width: 120, height: 80))
        for marker: UInt8 in [0xE1, 0xE2, 0xED, 0xEE, 0xFE, 0xD8, 0xF0] {
            #expect(PlainJPEG(Picture.jpeg(plain, with: marker, Array("hello".utf8))) == nil, "marker \(marker)")
        }
        #expect(PlainJPEG(plain + [0]) == nil)
        #expect(PlainJPEG(plain + plain) == nil)
        #expect(PlainJPEG(Array(PNG.colourful(10, 10))) == nil)
        for count in 0..<plain.count where count < 1000 || count > plain.count - 10 {
            #expect(PlainJPEG(Array(plain.prefix(count))) == nil, "cut at \(count)")
        }
    }
}
