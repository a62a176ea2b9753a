/// A WebP's first chunk: one of its two codecs, or the canvas of a file that has more (RFC 9649).
enum WebPHeader {
    static func step(_ bytes: ArraySlice<UInt8>) -> PictureHeaderReader.Step {
        guard bytes.count >= 30 else { return .more(30) }
        if bytes.has("VP8X", at: 12) {
            return .header(PictureSize(width: bytes.little24(24) + 1, height: bytes.little24(27) + 1))
        }
        if bytes.has("VP8L", at: 12) {
            guard bytes.byte(20) == 0x2F else { return .broken("expected a lossless picture, found another signature") }
            let bits = bytes.little16(21) | bytes.little16(23) << 16
            return .header(PictureSize(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1))
        }
        if bytes.has("VP8 ", at: 12) {
            guard bytes.byte(23) == 0x9D, bytes.byte(24) == 0x01, bytes.byte(25) == 0x2A else {
                return .broken("expected a key frame, found another signature")
            }
            return .header(
                PictureSize(width: bytes.little16(26) & 0x3FFF, height: bytes.little16(28) & 0x3FFF)
            )
        }
        return .broken("expected a picture or a canvas, found another chunk")
    }
}
