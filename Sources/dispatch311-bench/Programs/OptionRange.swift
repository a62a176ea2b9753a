import ArgumentParser

/// The range an option's number must lie in.
enum OptionRange {
    /// Throws what a wrong number is told: the option, what was expected and what was found.
    static func check(_ option: String, _ number: Int, _ range: ClosedRange<Int>) throws {
        guard range.contains(number) else {
            throw ValidationError("\(option): expected \(range.lowerBound) to \(range.upperBound), found \(number)")
        }
    }
}
