import Testing

@testable import Postgres

@Suite struct ThrottleTests {
    @Test func `one line passes in an interval, and the next says how many were kept back`() {
        let throttle = Throttle(interval: .seconds(10))
        let start = ContinuousClock.now
        #expect(throttle.pass(at: start) == 0)
        #expect(throttle.pass(at: start + .seconds(1)) == nil)
        #expect(throttle.pass(at: start + .seconds(9)) == nil)
        #expect(throttle.pass(at: start + .seconds(10)) == 2)
        #expect(throttle.pass(at: start + .seconds(11)) == nil)
        throttle.reset()
        #expect(throttle.pass(at: start + .seconds(12)) == 1)
    }
}
