/// The sets of boundaries that whole cells lie in, each kept once, however many cells it is of.
///
/// A set is another one and a boundary with a higher number than all in that; so every set has one chain of such steps,
/// and a thousand boundaries over each other cost a thousand steps, not half a million entries.
struct BoundarySets: Sendable {
    /// For each set the one it was made from; the first is the empty set.
    private var parents: [UInt32] = [0]
    /// For each set the boundary that was added to that.
    private var numbers: [UInt32] = [0]
    private var counts: [UInt32] = [0]
    private var marks: [UInt64] = [0]
    /// Open addressing by mark; 0 is free, and the empty set is never looked for.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    /// How many there are.
    var count: Int { parents.count }

    /// How many boundaries a set has.
    func count(of set: UInt32) -> Int { Int(counts[Int(set)]) }

    /// The boundaries of a set, ascending.
    func members(of set: UInt32) -> [Int] {
        var members: [Int] = []
        members.reserveCapacity(count(of: set))
        var set = Int(set)
        while set != 0 {
            members.append(Int(numbers[set]))
            set = Int(parents[set])
        }
        members.reverse()
        return members
    }

    /// The set that a set becomes with one boundary more, which it does not have.
    mutating func adding(_ number: UInt32, to set: UInt32) -> UInt32 {
        guard set != 0, numbers[Int(set)] > number else { return appending(number, to: set) }
        let last = numbers[Int(set)]
        return appending(last, to: adding(number, to: parents[Int(set)]))
    }

    /// The set that has the boundaries of one and some others, which it does not have, ascending; nil where nobody has
    /// made it.
    func find(_ set: UInt32, with held: some BidirectionalCollection<UInt32>) -> UInt32? {
        if held.isEmpty { return set }
        let mark = held.reduce(marks[Int(set)]) { $0 ^ Self.mark(of: $1) }
        var slot = Int(truncatingIfNeeded: mark) & (slots.count - 1)
        while slots[slot] != 0 {
            let known = slots[slot]
            if marks[Int(known)] == mark, isSum(known, of: set, and: held) { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Two sets may share a mark, however unlikely that is.
    private func isSum(_ known: UInt32, of set: UInt32, and held: some BidirectionalCollection<UInt32>) -> Bool {
        guard counts[Int(known)] == counts[Int(set)] + UInt32(held.count) else { return false }
        var set = Int(set)
        var known = Int(known)
        var left = held[...]
        while known != 0 {
            if left.last == numbers[known] {
                left.removeLast()
            } else if set != 0, numbers[set] == numbers[known] {
                set = Int(parents[set])
            } else {
                return false
            }
            known = Int(parents[known])
        }
        return true
    }

    private mutating func appending(_ number: UInt32, to set: UInt32) -> UInt32 {
        let mark = marks[Int(set)] ^ Self.mark(of: number)
        var slot = Int(truncatingIfNeeded: mark) & (slots.count - 1)
        while slots[slot] != 0 {
            let known = Int(slots[slot])
            if parents[known] == set, numbers[known] == number { return UInt32(known) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let new = UInt32(parents.count)
        parents.append(set)
        numbers.append(number)
        counts.append(counts[Int(set)] + 1)
        marks.append(mark)
        slots[slot] = new
        if parents.count * 2 > slots.count { makeRoom() }
        return new
    }

    private mutating func makeRoom() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for set in 1..<parents.count {
            var slot = Int(truncatingIfNeeded: marks[set]) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(set)
        }
    }

    /// A boundary's part in the marks of its sets: any 64 bits that have nothing to do with those of others.
    ///
    /// The last steps of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    @inline(__always)
    private static func mark(of number: UInt32) -> UInt64 {
        var bits = (UInt64(number) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
