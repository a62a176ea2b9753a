/// A PNG's first chunk, IHDR, which must follow its signature (W3C PNG, 11.2.1).
enum PNGHeader {
    static func step(_ bytes: ArraySlice<UInt8>) -> PictureHeaderReader.Step {
        guard bytes.count >= 24 else { return .more(24) }
        guard bytes.big32(8) == 13, bytes.has("IHDR", at: 12) else {
            return .broken("expected its header first, found another chunk")
        }
        return .header(PictureSize(width: bytes.big32(16), height: bytes.big32(20)))
    }
}
