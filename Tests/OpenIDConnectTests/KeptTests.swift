import Testing

@testable import OpenIDConnect

@Suite struct KeptTests {
    @Test func `what was read is used for its time, and a failure is not repeated at once`() {
        let limits = ProviderLimits(memory: .seconds(100), pause: .seconds(10))
        let start = ContinuousClock.now
        var kept = Kept<Int>()
        #expect(kept.value(at: start, limits) == nil && kept.failure(at: start, limits) == nil)
        kept.fail(.unreachable(.keys), at: start)
        #expect(kept.failure(at: start + .seconds(9), limits) == .unreachable(.keys))
        #expect(!kept.mayBeReadAnew(at: start + .seconds(9), limits))
        #expect(kept.failure(at: start + .seconds(10), limits) == nil)
        kept.keep(1, at: start + .seconds(10))
        #expect(kept.value(at: start + .seconds(109), limits) == 1)
        #expect(kept.value(at: start + .seconds(110), limits) == nil && kept.last == 1)
        // For a name of a key that is not known: not before the pause is over.
        #expect(!kept.mayBeReadAnew(at: start + .seconds(19), limits))
        #expect(kept.mayBeReadAnew(at: start + .seconds(20), limits))
    }
}
