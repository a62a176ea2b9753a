/// A short name for bytes, to tell whether two answers are the same byte for byte.
enum Fingerprint {
    /// FNV-1a with 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/.
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
