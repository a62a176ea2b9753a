import Testing

@testable import Web

@Suite struct PaceTests {
    private static let start = ContinuousClock.now

    @Test func `so many come at once, one too many is told how long to wait, and then it may`() {
        let book = PaceBook<String>(Pace(3, in: .seconds(60)), most: 10)
        for _ in 1...3 { #expect(book.take("a", at: Self.start) == nil) }
        #expect(book.take("a", at: Self.start) == .seconds(20))
        #expect(book.take("a", at: Self.start + .seconds(5)) == .seconds(15))
        #expect(book.take("b", at: Self.start) == nil)
        #expect(book.take("a", at: Self.start + .seconds(20)) == nil)
        #expect(book.take("a", at: Self.start + .seconds(20)) == .seconds(20))
        // After the whole time it is as if nobody had come.
        for _ in 1...3 { #expect(book.take("a", at: Self.start + .seconds(200)) == nil) }
        #expect(book.take("a", at: Self.start + .seconds(200)) != nil)
    }

    @Test func `one that is given back may come again, and no other with it`() {
        let book = PaceBook<String>(Pace(2, in: .seconds(60)), most: 10)
        for _ in 1...2 { #expect(book.take("a") == nil) }
        book.giveBack("a")
        book.giveBack("b")
        #expect(book.take("a") == nil)
        #expect(book.take("a") != nil)
        for _ in 1...2 { #expect(book.take("b") == nil) }
        #expect(book.take("b") != nil)
    }

    @Test func `over a day no more come than the pace allows`() {
        let book = PaceBook<Int>(Pace(60, in: .seconds(3600)), most: 10)
        var taken = 0
        for second in stride(from: 0, to: 86_400, by: 7) where book.take(1, at: Self.start + .seconds(second)) == nil {
            taken += 1
        }
        // All 60 at once, and then one a minute.
        #expect((60 + 1438...60 + 1440).contains(taken))
    }

    @Test func `memory is bounded, and others who come once make nobody forgotten who goes on`() {
        let book = PaceBook<Int>(Pace(2, in: .seconds(3600)), most: 100)
        for _ in 1...2 { #expect(book.take(-1, at: Self.start) == nil) }
        for other in 1...10_000 {
            #expect(book.take(other, at: Self.start) == nil)
            if other.isMultiple(of: 40) { #expect(book.take(-1, at: Self.start) != nil) }
        }
        #expect(book.count <= 100)
    }
}
