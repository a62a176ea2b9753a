/// What the child says of a file, a line a moment.
enum FuzzLine: Sendable, Hashable {
    /// It begins with a file.
    case begun(Int)
    /// It is done with it: what became of it, milliseconds, and the most memory it took in kilobytes.
    case ended(Int, FuzzTrial.Outcome, milliseconds: Double, kilobytes: Int)
    /// Answers contradicted each other.
    case contradicted(Int, String)

    /// As it is written.
    var text: String {
        switch self {
        case .begun(let number): "begun \(number)"
        case .ended(let number, let outcome, let milliseconds, let kilobytes):
            "ended \(number) \(outcome.rawValue) \(milliseconds) \(kilobytes)"
        case .contradicted(let number, let reason): "contradicted \(number) \(reason.replacing("\n", with: " "))"
        }
    }

    /// Reads a line; nil for any other.
    init?(_ line: String) {
        let words = line.split(separator: Character(" "), maxSplits: 4).map { String($0) }
        guard words.count >= 2, let number = Int(words[1]) else { return nil }
        switch words[0] {
        case "begun": self = .begun(number)
        case "contradicted": self = .contradicted(number, words.dropFirst(2).joined(separator: " "))
        case "ended":
            guard words.count == 5, let outcome = FuzzTrial.Outcome(rawValue: words[2]),
                let milliseconds = Double(words[3]),
                let kilobytes = Int(words[4].filter { $0.isNumber })
            else { return nil }
            self = .ended(number, outcome, milliseconds: milliseconds, kilobytes: kilobytes)
        default: return nil
        }
    }
}
