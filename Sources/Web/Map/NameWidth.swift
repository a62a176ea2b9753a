/// How wide a name is on the map, guessed: nobody knows the reader's fonts.
enum NameWidth {
    /// The width in pixels at the size names are written in, rather too large than too small.
    static func pixels(_ text: String) -> Double {
        text.reduce(0) { $0 + share(of: $1) } * 11
    }

    /// The width of a character as a share of the font's size.
    private static func share(of character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", ".", ",", "'", ":", "|", "!": 0.32
        case " ", "f", "r", "t", "(", ")", "-": 0.4
        case "m", "w", "M", "W", "@": 0.95
        case let character where !character.isASCII: 1.05
        case let character where character.isUppercase: 0.72
        default: 0.62
        }
    }
}
