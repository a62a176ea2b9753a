/// A JPEG's segments up to its frame header (ITU-T T.81, annex B), which is where its size is.
enum JPEGHeader {
    static func step(_ bytes: ArraySlice<UInt8>, isStart: Bool) -> PictureHeaderReader.Step {
        if isStart { return .pass(2) }
        guard bytes.count >= 2 else { return .more(2) }
        guard bytes.byte(0) == 0xFF else { return .broken("expected a marker, found the byte \(bytes.byte(0))") }
        switch bytes.byte(1) {
        case 0xFF:
            // Any number of these may stand before a marker.
            return .pass(1)
        case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            guard bytes.count >= 9 else { return .more(9) }
            guard bytes.big16(2) >= 8 else { return .broken("expected a frame header, found a shorter one") }
            return .header(PictureSize(width: bytes.big16(7), height: bytes.big16(5)))
        case 0x00, 0x01, 0xD0...0xDA:
            return .broken("expected its size before its pixels, found the marker \(bytes.byte(1))")
        default:
            guard bytes.count >= 4 else { return .more(4) }
            guard bytes.big16(2) >= 2 else { return .broken("expected a segment's length, found \(bytes.big16(2))") }
            return .pass(2 + bytes.big16(2))
        }
    }
}
