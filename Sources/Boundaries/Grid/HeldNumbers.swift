/// A few boundaries that hold a point, in the order they were found, kept without asking for memory.
struct HeldNumbers: RandomAccessCollection {
    private var numbers = InlineArray<24, UInt32>(repeating: 0)
    private(set) var endIndex = 0

    var startIndex: Int { 0 }

    subscript(index: Int) -> UInt32 { numbers[index] }

    /// Adds one; false where there is no room.
    mutating func append(_ number: UInt32) -> Bool {
        guard endIndex < numbers.count else { return false }
        numbers[endIndex] = number
        endIndex += 1
        return true
    }
}
