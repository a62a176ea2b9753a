import Testing

@testable import dispatch311_bench

@Suite struct FuzzCallTests {
    @Test func `the same seed gives the same calls, another seed others`() {
        let (cases, again, other) = (FuzzCallCases(seed: 1), FuzzCallCases(seed: 1), FuzzCallCases(seed: 2))
        let calls = (0..<50).map(cases.call)
        #expect(calls == (0..<50).map(again.call))
        #expect(calls != (0..<50).map(other.call))
        #expect(Set(calls).count > 45)
    }

    @Test func `there are as many of every kind, and heads are such as servers read`() {
        let calls = (0..<1000).map(FuzzCallCases(seed: 311).call)
        for kind in FuzzCall.Kind.allCases { #expect(calls.count { $0.kind == kind } == 200) }
        for call in calls {
            #expect(call.target.utf8.allSatisfy { (0x21...0x7E).contains($0) } && call.target.utf8.count < 13_000)
            #expect(call.headers.allSatisfy { !$0.contains("\n") })
        }
        // What is long is among them, and what is no text.
        #expect(calls.contains { $0.body.count > 256 << 10 })
        #expect(calls.contains { String(validating: $0.body, as: UTF8.self) == nil })
    }
}
