import NIOCore
import Testing

@testable import Web

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 1000, 3 << 20])
    func `what is packed comes out as it was`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }
        for level in [Gzip.quick, Gzip.best] {
            let packed = try #require(Gzip.packed(ByteBuffer(bytes: bytes), level: level))
            #expect(unpacked(packed) == bytes)
        }
    }

    @Test func `text becomes much shorter`() throws {
        let text = String(repeating: "<li><a href=\"/report/where?service=noise\">Noise</a></li>\n", count: 200)
        let packed = try #require(Gzip.packed(ByteBuffer(string: text), level: Gzip.quick))
        #expect(packed.readableBytes * 20 < text.utf8.count)
    }
}
