internal import Foundation

/// A text as it is compared: small letters without accents, words with one blank between.
///
/// An apostrophe is nothing, any other sign is a blank, and so is a "the" before other words: people leave it out. A
/// number with an ending, `75th`, is also the number.
struct PlaceWords: Sendable, Hashable {
    /// The words with blanks between.
    let text: String
    /// The words.
    let words: [String]
    /// The numbers of words that are one with an ending.
    private let numbers: [String]

    init(_ text: String) {
        var folded = ""
        for scalar in text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).unicodeScalars {
            if let letters = Self.letters[scalar] {
                folded += letters
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                folded.unicodeScalars.append(scalar)
            } else if !Self.apostrophes.contains(scalar) {
                folded += " "
            }
        }
        let all = folded.split(separator: " ").map(String.init)
        words = all.count > 1 && all.first == "the" ? Array(all.dropFirst()) : all
        self.text = words.joined(separator: " ")
        numbers = words.compactMap { word in
            let digits = word.prefix { $0.isASCII && $0.isNumber }
            let ending = word.dropFirst(digits.count)
            return !digits.isEmpty && ["st", "nd", "rd", "th"].contains(ending) ? String(digits) : nil
        }
    }

    /// Whether one of the words is this.
    func has(_ word: String) -> Bool { words.contains(word) || numbers.contains(word) }

    /// Whether one of the words begins so.
    func hasBeginning(_ word: String) -> Bool { words.contains { $0.hasPrefix(word) } }

    /// Letters that are no other letter with an accent, and how people write them who have no such keys.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    ]

    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "ʻ", "ʼ", "`"]
}
