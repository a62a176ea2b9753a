import Photos

/// Reads base64 as clients write it, piece by piece (RFC 4648).
///
/// Both alphabets are read, line breaks are passed over, a `data:` URL's beginning too, and a blank is the `+` it was before
/// a form turned it into one.
struct Base64Text: Sendable {
    /// The longest beginning of a `data:` URL.
    private static let longestBeginning = 100

    /// What may be the beginning of a `data:` URL; nil once that is decided.
    private var beginning: [UInt8]? = []
    private var bits: UInt32 = 0
    private var count = 0
    private var isPadded = false
    private(set) var isBroken = false

    /// The bytes that the next characters complete; none any more where something is no base64.
    mutating func take(_ characters: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.underestimatedCount / 4 * 3)
        for character in characters {
            guard var held = beginning else {
                take(character, &bytes)
                continue
            }
            held.append(character)
            let scheme = Array("data:".utf8)
            if held.count < scheme.count ? scheme.starts(with: held) : held.starts(with: scheme) {
                if held.count > Self.longestBeginning { isBroken = true }
                beginning = character == UInt8(ascii: ",") || isBroken ? nil : held
            } else {
                beginning = nil
                for character in held { take(character, &bytes) }
            }
        }
        return isBroken ? [] : bytes
    }

    /// Says that the text has ended; why it was no base64, nil where it was.
    mutating func finish() -> PhotoError? {
        if let held = beginning, !held.isEmpty { isBroken = true }
        // One character alone says less than a byte.
        guard isBroken || count == 6 else { return nil }
        return .broken("expected base64, found another text")
    }

    private mutating func take(_ character: UInt8, _ bytes: inout [UInt8]) {
        guard let value = Self.value(of: character) else {
            switch character {
            case UInt8(ascii: "="): isPadded = true
            case UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "\t"): break
            default: isBroken = true
            }
            return
        }
        if isPadded { isBroken = true }
        bits = bits << 6 | value
        count += 6
        guard count >= 8 else { return }
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: " "): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
