/// What a file is that is no JSON, by how it begins.
enum FileSignature {
    /// "a zip archive"; nil where it may be JSON, or nobody can say.
    static func words(_ bytes: Span<UInt8>) -> String? {
        func begins(_ start: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + start.count && start.indices.allSatisfy { bytes[offset + $0] == start[$0] }
        }
        for (start, words) in binary where begins(start) { return words }
        var offset = begins([0xEF, 0xBB, 0xBF]) ? 3 : 0
        while offset < bytes.count, blanks.contains(bytes[offset]) { offset += 1 }
        return begins([UInt8(ascii: "<")], at: offset) ? "XML or a page of HTML" : nil
    }

    private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

    private static let binary: [(start: [UInt8], words: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
        ([0x00, 0x00, 0x27, 0x0A], "a Shapefile"),
        (Array("SQLite format 3".utf8), "a GeoPackage or another SQLite database"),
        ([0x1F, 0x8B], "something compressed by gzip"),
        (Array("%PDF-".utf8), "a PDF"),
        ([0xFF, 0xFE], "text in UTF-16"),
        ([0xFE, 0xFF], "text in UTF-16"),
    ]
}
