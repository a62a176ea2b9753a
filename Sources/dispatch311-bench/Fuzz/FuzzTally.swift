/// What a run of the fuzzer has seen.
struct FuzzTally: Sendable {
    /// A file that broke something.
    struct Breach: Sendable {
        let number: Int
        let reason: String
        /// Where its bytes are; nil where they could not be written.
        var path: String?
    }

    private(set) var files = 0
    private(set) var outcomes: [FuzzTrial.Outcome: Int] = [:]
    private(set) var slowest = (number: 0, milliseconds: 0.0)
    private(set) var largest = (number: 0, kilobytes: 0)
    private(set) var breaches: [Breach] = []
    /// The file the child is at, until it says that it is done.
    private(set) var current: Int?

    /// Takes in a line of the child's.
    mutating func add(_ line: FuzzLine) {
        switch line {
        case .begun(let number): current = number
        case .ended(let number, let outcome, let milliseconds, let kilobytes):
            current = nil
            files += 1
            outcomes[outcome, default: 0] += 1
            if milliseconds > slowest.milliseconds { slowest = (number, milliseconds) }
            if kilobytes > largest.kilobytes { largest = (number, kilobytes) }
        case .contradicted(let number, let reason):
            current = nil
            files += 1
            breaches.append(Breach(number: number, reason: reason))
        }
    }

    /// Notes that the child died; gives the file it died of.
    mutating func addDeath(_ reason: String) -> Int? {
        guard let number = current else { return nil }
        current = nil
        files += 1
        breaches.append(Breach(number: number, reason: reason))
        return number
    }

    /// Says where a breach's file is.
    mutating func keep(_ index: Int, at path: String) { breaches[index].path = path }
}
