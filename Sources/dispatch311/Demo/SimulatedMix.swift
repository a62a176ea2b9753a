/// What made-up service requests are about, and where: shares counted from real ones.
struct SimulatedMix: Sendable {
    /// How often a service is asked for, where, and with which answers.
    struct Share: Sendable, Hashable {
        /// The service's code.
        let service: String
        /// How often it is asked for.
        let count: Int
        /// How many of those lie in neighborhoods that are not homes, by the neighborhood's kind.
        let kinds: [Choice]
        /// Answers to the question `descriptor`.
        let answers: [Choice]
    }

    /// Something and how often it is chosen.
    struct Choice: Sendable, Hashable {
        /// A neighborhood's kind, an answer's key, a borough.
        let name: String
        /// How often.
        let count: Int
    }

    /// The services, most frequent first.
    let shares: [Share]
    /// How many requests lie in each borough, by the letters its neighborhoods' ids begin with.
    let areas: [Choice]

    /// Reads lines of `service count kind=count … answer:count …`; what is not of that form is left out.
    init(_ table: String, areas: [String: Int]) {
        shares = table.split(separator: "\n").compactMap { Self.share($0) }
        self.areas = areas.sorted { $0.key < $1.key }.map { Choice(name: $0.key, count: $0.value) }
    }

    private static func share(_ line: Substring) -> Share? {
        let words = line.split(separator: " ")
        guard words.count >= 2, let count = Int(words[1]) else { return nil }
        return Share(
            service: String(words[0]),
            count: count,
            kinds: words.dropFirst(2).compactMap { choice($0, "=") },
            answers: words.dropFirst(2).compactMap { choice($0, ":") }
        )
    }

    private static func choice(_ word: Substring, _ separator: Character) -> Choice? {
        let parts = word.split(separator: separator)
        guard parts.count == 2, let count = Int(parts[1]) else { return nil }
        return Choice(name: String(parts[0]), count: count)
    }
}
