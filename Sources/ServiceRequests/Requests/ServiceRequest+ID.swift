extension ServiceRequest {
    /// The public `service_request_id`: eight characters that hide a number, and a check character.
    ///
    /// All nine come from Crockford's base-32 alphabet (no I, L, O, U), so an id can be read over the telephone. The
    /// check character makes the sum of every character times its own power of α zero in the field of 32 elements
    /// (x⁵ + x² + 1, α = x). As all nine weights differ and none is zero, every wrong character and every swap of two
    /// characters, neighbours or not, is noticed; Crockford's own modulo 37 needs five more signs for the same.
    public struct ID: Sendable, Hashable, CustomStringConvertible {
        /// Crockford's alphabet; a digit's value is its position.
        static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

        /// The nine characters as they travel: upper case, no separators.
        public let text: String

        /// The 40 bits that the first eight characters say.
        let payload: UInt64

        /// Reads what a person typed, nil when it is not an id or its check character does not fit.
        ///
        /// Lower case is read as upper case, I and L as 1, O as 0; hyphens and blanks are passed over.
        public init?(_ text: String) {
            var payload: UInt64 = 0
            var count = 0
            var check: UInt8 = 0
            for byte in text.utf8 where byte != 0x2D && byte != 0x20 {
                guard count < 9, let digit = Self.digit(byte) else { return nil }
                if count < 8 {
                    payload = payload << 5 | UInt64(digit)
                } else {
                    check = digit
                }
                count += 1
            }
            guard count == 9, check == Self.check(of: payload) else { return nil }
            self.init(payload: payload)
        }

        /// Writes 40 bits.
        init(payload: UInt64) {
            self.payload = payload
            text = String(unsafeUninitializedCapacity: 9) { characters in
                for place in 0..<8 {
                    characters[place] = Self.alphabet[Int(payload >> UInt64(35 - 5 * place)) & 31]
                }
                characters[8] = Self.alphabet[Int(Self.check(of: payload))]
                return 9
            }
        }

        /// The id in groups of four, four and one, for reading aloud: `4TNK-0X9R-C`.
        public var grouped: String {
            "\(text.prefix(4))-\(text.dropFirst(4).prefix(4))-\(text.suffix(1))"
        }

        /// The nine characters.
        public var description: String { text }

        /// Horner's rule over the field: the first character ends up with the weight α⁸, the check character has 1.
        private static func check(of payload: UInt64) -> UInt8 {
            var sum: UInt8 = 0
            for place in 0..<8 {
                sum ^= UInt8(truncatingIfNeeded: payload >> UInt64(35 - 5 * place)) & 31
                sum <<= 1
                if sum & 32 != 0 { sum ^= 0b10_0101 }
            }
            return sum
        }

        private static func digit(_ byte: UInt8) -> UInt8? {
            let upper = (0x61...0x7A).contains(byte) ? byte - 32 : byte
            return switch upper {
            case UInt8(ascii: "O"): 0
            case UInt8(ascii: "I"), UInt8(ascii: "L"): 1
            default: alphabet.firstIndex(of: upper).map { UInt8($0) }
            }
        }
    }
}
