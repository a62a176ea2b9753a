import ArgumentParser

/// A span as people write it: `7d`, `12h`, `30m`, `0d`.
struct Overlap: ExpressibleByArgument, Sendable, Hashable {
    /// The longest that is taken.
    static let longest: Duration = .seconds(90 * 86_400)

    /// How long it is.
    let duration: Duration

    /// Reads a whole number and its unit; nil for anything else, and for more than 90 days.
    init?(argument: String) {
        let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), argument.dropLast().allSatisfy(\.isASCII),
            let count = Int(argument.dropLast()), (0...200_000).contains(count)
        else { return nil }
        duration = .seconds(count * unit)
        guard duration <= Self.longest else { return nil }
    }
}
