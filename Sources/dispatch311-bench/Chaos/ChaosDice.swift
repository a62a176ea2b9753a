/// Numbers that follow from a seed: the same seed, the same run of numbers.
///
/// SplitMix64, https://prng.di.unimi.it/splitmix64.c.
struct ChaosDice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A stream of its own for each salt.
    init(seed: UInt64, _ salt: String = "") {
        state = Fingerprint.of("\(seed) \(salt)".utf8)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// True in so many of a hundred.
    mutating func falls(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// One of several.
    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &self)]
    }
}
