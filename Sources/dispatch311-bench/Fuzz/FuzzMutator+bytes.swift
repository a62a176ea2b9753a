extension FuzzMutator {
    private static let pieces: [[UInt8]] =
        [
            "\0", "\\", "\\ud800", #""\udc00\ud800""#, "\u{FEFF}", "NaN", "Infinity", "null", "true", "[", "]", "[[",
            "]]", "{", "}",
            ",", ":", "\"", "-", "1e400", " ", "\n", "/*", "\u{202E}",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]]

    /// Changes that know nothing of what the bytes mean.
    mutating func mutateBytes() {
        switch Int.random(in: 0..<8, using: &dice) {
        case 0:
            guard !bytes.isEmpty else { return }
            let offset = place()
            let bit = UInt8.random(in: 0..<8, using: &dice)
            bytes[offset] ^= 1 << bit
        case 1:
            guard !bytes.isEmpty else { return }
            let offset = place()
            bytes[offset] = UInt8.random(in: 0...255, using: &dice)
        case 2:
            let range = stretch()
            bytes.removeSubrange(range)
        case 3:
            let range = stretch()
            let copied = Array(bytes[range])
            let offset = place()
            bytes.insert(contentsOf: copied, at: offset)
        case 4:
            let end = place()
            bytes.removeSubrange(end...)
        case 5:
            let moved = stretch()
            let text = Array(bytes[moved])
            bytes.removeSubrange(moved)
            let offset = place()
            bytes.insert(contentsOf: text, at: offset)
        default:
            let piece = dice.pick(Self.pieces)
            let offset = place()
            bytes.insert(contentsOf: piece, at: offset)
        }
    }
}
