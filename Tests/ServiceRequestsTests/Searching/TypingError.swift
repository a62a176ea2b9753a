/// One error as fingers make it, in a word of four letters or more.
enum TypingError: CaseIterable {
    case left, added, replaced, swapped, doubled

    /// The query with one error of a random kind at a random letter; nil where it has no word of four letters.
    static func random(in query: String, using generator: inout some RandomNumberGenerator) -> String? {
        var words = query.split(separator: " ").map(Array.init)
        let long = words.indices.filter { words[$0].count >= 4 && words[$0].allSatisfy(\.isLetter) }
        guard let word = long.randomElement(using: &generator), let kind = allCases.randomElement(using: &generator)
        else { return nil }
        let place = Int.random(in: words[word].indices, using: &generator)
        let letter = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) ?? "x"
        switch kind {
        case .left: words[word].remove(at: place)
        case .added: words[word].insert(letter, at: place)
        case .replaced: words[word][place] = letter
        case .swapped: words[word].swapAt(place, place == 0 ? 1 : place - 1)
        case .doubled: words[word].insert(words[word][place], at: place)
        }
        let wrong = words.map { String($0) }.joined(separator: " ")
        // Two equal letters swapped are none.
        return wrong == query ? random(in: query, using: &generator) : wrong
    }
}
