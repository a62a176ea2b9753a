/// Random numbers that are the same for the same seed: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts a sequence.
    init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One of the elements, each as often as its count says; nil where all counts together are none.
    mutating func pick<Element>(_ elements: [Element], count: (Element) -> Int) -> Element? {
        let total = elements.reduce(0) { $0 + count($1) }
        guard total > 0 else { return nil }
        var ticket = Int.random(in: 0..<total, using: &self)
        for element in elements {
            ticket -= count(element)
            if ticket < 0 { return element }
        }
        return nil
    }
}
