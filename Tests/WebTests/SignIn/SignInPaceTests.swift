import HTTPTypes
import Testing

@testable import Web

@Suite struct SignInPaceTests {
    @Test func `failures leave one after the other, and a long line is refused`() {
        let pace = SignInPace(pause: .seconds(1), longest: .milliseconds(2500))
        let now = ContinuousClock.now
        #expect(pace.turn(at: now) == now + .seconds(1))
        #expect(pace.turn(at: now) == now + .seconds(2))
        #expect(pace.turn(at: now) == nil)
        // Half a second later there is room for one again, after those before it.
        #expect(pace.turn(at: now + .milliseconds(500)) == now + .seconds(3))
        // Once the line has gone, the next one waits its own turn only.
        #expect(pace.turn(at: now + .seconds(60)) == now + .seconds(61))
    }

    @Test func `a failure waits, and one too many is told to come back`() async throws {
        let pace = SignInPace(pause: .milliseconds(30), longest: .milliseconds(30))
        let start = ContinuousClock.now
        try await pace.failed()
        #expect(ContinuousClock.now - start >= .milliseconds(30))
        let busy = SignInPace(pause: .seconds(2), longest: .seconds(1))
        let refusal = await #expect(throws: Refusal.self) { try await busy.failed() }
        #expect(refusal?.status == .tooManyRequests)
    }
}
