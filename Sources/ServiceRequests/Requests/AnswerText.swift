/// What texts are numbers and dates, independent of any locale.
enum AnswerText {
    /// Digits with at most one point, and perhaps a sign before them.
    ///
    /// No exponents, no separators.
    static func isNumber(_ text: String) -> Bool {
        var digits = 0
        var points = 0
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                if place > 0 { return false }
            default: return false
            }
        }
        return digits > 0 && points <= 1
    }

    /// A date of the calendar, or one with a time, seconds and zone optional (the W3C profile of ISO 8601, and what a
    /// browser's date field sends): `2026-01-31`, `2026-01-31T18:30`, `2026-01-31T18:30:00.5-05:00`.
    static func isDateTime(_ text: String) -> Bool {
        guard text.utf8.count >= 10, BusinessCalendar.Day(String(text.prefix(10))) != nil else { return false }
        var rest = text.dropFirst(10)
        if rest.isEmpty { return true }
        guard rest.first == "T" || rest.first == "t" || rest.first == " " else { return false }
        rest.removeFirst()
        guard number(&rest, upTo: 23), take(":", from: &rest), number(&rest, upTo: 59) else { return false }
        if take(":", from: &rest) {
            guard number(&rest, upTo: 60) else { return false }
            if take(".", from: &rest) {
                let fraction = rest.prefix { $0.isASCII && $0.isNumber }
                guard !fraction.isEmpty else { return false }
                rest.removeFirst(fraction.count)
            }
        }
        if rest.isEmpty || rest == "Z" || rest == "z" { return true }
        guard take("+", from: &rest) || take("-", from: &rest), number(&rest, upTo: 14) else { return false }
        return take(":", from: &rest) && number(&rest, upTo: 59) && rest.isEmpty
    }

    /// Takes two digits that say at most `limit`.
    private static func number(_ rest: inout Substring, upTo limit: Int) -> Bool {
        let digits = rest.prefix(2)
        guard digits.utf8.count == 2, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits), number <= limit
        else { return false }
        rest.removeFirst(2)
        return true
    }

    private static func take(_ sign: Character, from rest: inout Substring) -> Bool {
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }
}
