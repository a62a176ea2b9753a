/// A JPEG that is a picture and nothing else.
///
/// What is kept and shown is made by the studio's program and still not taken on trust: this walks over all of it.
/// There may be a JFIF segment, tables, one or more scans, and an end; no EXIF, XMP, colour profile, IPTC, comment, nor
/// anything after the end.
public struct PlainJPEG: Sendable, Hashable {
    /// Its width and height.
    public let size: PictureSize

    /// Walks over a file; nil for one that holds anything else, or that does not end as it should.
    public init?(_ file: [UInt8]) {
        let bytes = file[...]
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var position = 2
        var size: PictureSize?
        while true {
            guard position + 4 <= bytes.count else {
                // The end is two bytes and has no length.
                guard position + 2 == bytes.count, bytes.big16(position) == 0xFFD9, let size else { return nil }
                self.size = size
                return
            }
            let marker = bytes.big16(position)
            let length = bytes.big16(position + 2)
            guard length >= 2, position + 2 + length <= bytes.count else { return nil }
            switch marker {
            case 0xFFE0, 0xFFDB, 0xFFC4, 0xFFDD:
                position += 2 + length
            case 0xFFC0, 0xFFC1, 0xFFC2:
                guard size == nil, length >= 8 else { return nil }
                size = PictureSize(width: bytes.big16(position + 7), height: bytes.big16(position + 5))
                position += 2 + length
            case 0xFFDA:
                guard size != nil, let end = Self.endOfScan(bytes, from: position + 2 + length) else { return nil }
                position = end
            default:
                return nil
            }
        }
    }

    /// Where the pixels end: at an FF that neither stands for itself (00 follows) nor says to start over (D0 to D7).
    private static func endOfScan(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var position = start
        while let found = bytes[position...].firstIndex(of: 0xFF) {
            guard found + 1 < bytes.count else { return nil }
            switch bytes[found + 1] {
            case 0x00, 0xD0...0xD7: position = found + 2
            default: return found
            }
        }
        return nil
    }
}
