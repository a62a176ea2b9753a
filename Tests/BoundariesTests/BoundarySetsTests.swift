import Testing

@testable import Boundaries

@Suite struct BoundarySetsTests {
    @Test func `a set is kept once, in whatever order its boundaries come`() {
        var sets = BoundarySets()
        let ascending = [2, 5, 9].reduce(UInt32(0)) { sets.adding($1, to: $0) }
        let descending = [9, 5, 2].reduce(UInt32(0)) { sets.adding($1, to: $0) }
        #expect(ascending == descending)
        #expect(sets.members(of: ascending) == [2, 5, 9])
        #expect(sets.count(of: ascending) == 3)
        #expect(sets.members(of: 0) == [])
    }

    @Test func `a sum is found where it was made and nowhere else`() {
        var sets = BoundarySets()
        let whole = [1, 3, 4, 7].reduce(UInt32(0)) { sets.adding($1, to: $0) }
        let part = [1, 4].reduce(UInt32(0)) { sets.adding($1, to: $0) }
        #expect(sets.find(part, with: [3, 7]) == whole)
        #expect(sets.find(0, with: [1, 3, 4, 7]) == whole)
        #expect(sets.find(part, with: [7]) == nil)
        #expect(sets.find(part, with: [3, 8]) == nil)
        #expect(sets.find(part, with: [UInt32]()) == part)
    }

    @Test func `thousands of sets are told apart`() {
        var sets = BoundarySets()
        var generator = SplitMix(state: 1)
        var known: [UInt32: [Int]] = [0: []]
        for _ in 0..<5000 {
            let members = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                Int.random(in: 0..<60, using: &generator)
            }
            let set = Set(members).reduce(UInt32(0)) { sets.adding(UInt32($1), to: $0) }
            #expect(
                known.updateValue(Set(members).sorted(), forKey: set) ?? Set(members).sorted() == Set(members).sorted()
            )
        }
        for (set, members) in known {
            #expect(sets.members(of: set) == members)
            #expect(sets.find(0, with: members.map(UInt32.init)) == set)
        }
    }
}
