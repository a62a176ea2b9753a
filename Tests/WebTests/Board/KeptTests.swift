import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite struct KeptTests {
    private struct Broken: Error {}

    @Test func `many who ask at once wait for one making`() async throws {
        let made = Mutex(0)
        let kept = Kept<Int>(every: .seconds(600)) {
            try await Task.sleep(for: .milliseconds(20))
            return made.withLock { made in
                made += 1
                return made
            }
        }
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { try await kept.value() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(values == Array(repeating: 1, count: 100))
        #expect(try await kept.value() == 1)
        // Somebody who knows of something newer does not make it dearer for all.
        let same = try await kept.value(isOld: { _ in true })
        #expect(same == 1)
    }

    @Test func `it is made anew after its interval, and for who knows of something newer`() async throws {
        let made = Mutex(0)
        let kept = Kept<Int>(every: .milliseconds(50)) {
            made.withLock { made in
                made += 1
                return made
            }
        }
        #expect(try await kept.value() == 1)
        let second = try await kept.value(isOld: { $0 < 2 })
        #expect(second == 2)
        try await Task.sleep(for: .milliseconds(60))
        let isNew = try await eventually { try await kept.value() > 2 }
        #expect(isNew)
    }

    @Test func `what cannot be made is no value, and the last one stays`() async throws {
        let isBroken = Mutex(true)
        let kept = Kept<Int>(every: .milliseconds(1)) {
            if isBroken.withLock({ $0 }) { throw Broken() }
            return 1
        }
        await #expect(throws: Broken.self) { try await kept.value() }
        #expect(await kept.value(within: .seconds(60)) == nil)
        isBroken.withLock { $0 = false }
        #expect(await kept.value(within: .seconds(60)) == 1)
        isBroken.withLock { $0 = true }
        try await Task.sleep(for: .milliseconds(20))
        #expect(try await kept.value() == 1)
    }
}
