/// Changes a file's bytes in ways that broken exports, slips of the hand and enemies do.
struct FuzzMutator {
    /// The file as it is now.
    var bytes: [UInt8]
    /// What the changes follow from.
    var dice: ChaosDice

    /// A file does not grow past this: long files are for the limits' own tests.
    static let maximumBytes = 2_000_000

    /// Makes one change or a few: a file with many is refused before its shapes are looked at.
    mutating func mutate() {
        let changes = dice.falls(60) ? 1 : Int.random(in: 2...6, using: &dice)
        for _ in 0..<changes {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0: mutateBytes()
            case 1...5: mutateTokens()
            default: mutateStructure()
            }
            if bytes.count > Self.maximumBytes { bytes.removeLast(bytes.count - Self.maximumBytes) }
        }
    }

    /// A place in the file.
    mutating func place() -> Int { bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &dice) }

    /// A stretch of the file, mostly a short one.
    mutating func stretch(longest: Int = 200) -> Range<Int> {
        let start = place()
        return start..<min(bytes.count, start + Int.random(in: 0...longest, using: &dice))
    }

    /// Puts a text in the place of a stretch.
    mutating func replace(_ range: Range<Int>, with text: some Sequence<UInt8>) {
        bytes.replaceSubrange(range.clamped(to: 0..<bytes.count), with: Array(text))
    }
}
