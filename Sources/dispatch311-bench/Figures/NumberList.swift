import ArgumentParser

/// Whole numbers separated by commas.
enum NumberList {
    /// Reads them; at least one.
    static func read(_ text: String, _ option: String) throws -> [Int] {
        let numbers = text.split(separator: ",").map { Int($0) }
        guard !numbers.isEmpty, !numbers.contains(nil) else {
            throw ValidationError("\(option): expected whole numbers separated by commas, found \(text)")
        }
        return numbers.compactMap { $0 }
    }
}
