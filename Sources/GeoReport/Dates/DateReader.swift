/// Reads one date, character by character.
struct DateReader {
    private let characters: [UInt8]
    private var position = 0

    init(_ text: String) {
        characters = Array(text.utf8)
    }

    /// Seconds since 1970, nil unless the whole text is a date with time and zone.
    mutating func read() -> Double? {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2), let date = CivilDay(year: year, month: month, day: day),
            skip("T") || skip("t"),
            let hour = number(digits: 2, upTo: 23), skip(":"), let minute = number(digits: 2, upTo: 59)
        else { return nil }
        var seconds = 0.0
        if skip(":") {
            guard let whole = number(digits: 2, upTo: 59), let fraction = fraction() else { return nil }
            seconds = Double(whole) + fraction
        }
        guard let offset = offset(), position == characters.count else { return nil }
        return Double(date.ordinal * 86400 + hour * 3600 + minute * 60 - offset) + seconds
    }

    /// 0 where there is none, nil where a point has no digit after it.
    private mutating func fraction() -> Double? {
        guard skip(".") else { return 0 }
        var fraction = 0.0
        var weight = 0.1
        let start = position
        while position < characters.count, let digit = digit(at: position) {
            fraction += Double(digit) * weight
            weight /= 10
            position += 1
        }
        // Many nines add up to 1 in a Double; a fraction stays in its second.
        return position > start ? min(fraction, 0.999_999) : nil
    }

    /// Seconds east of Greenwich.
    private mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+") || skip(" ") else { return nil }
        guard let hours = number(digits: 2, upTo: 23), skip(":"), let minutes = number(digits: 2, upTo: 59) else {
            return nil
        }
        let seconds = hours * 3600 + minutes * 60
        return isWest ? -seconds : seconds
    }

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
        guard position < characters.count, characters[position] == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func number(digits: Int, upTo limit: Int = 9999) -> Int? {
        guard position + digits <= characters.count else { return nil }
        var number = 0
        for index in position..<position + digits {
            guard let digit = digit(at: index) else { return nil }
            number = number * 10 + digit
        }
        guard number <= limit else { return nil }
        position += digits
        return number
    }

    private func digit(at index: Int) -> Int? {
        let byte = characters[index]
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
