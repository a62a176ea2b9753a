/// A day of the Gregorian calendar and its number counted from 1 January 1970.
///
/// The arithmetic counts years from March, so that the leap day is the last of its year, in eras of 400 years with
/// 146,097 days each.
struct CivilDay: Hashable {
    let year: Int
    let month: Int
    let day: Int
    /// Days since 1 January 1970.
    let ordinal: Int

    private static let daysOfEra = 146_097
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static let epoch = 719_468

    /// The day with a number.
    init(ordinal: Int) {
        let era = (ordinal + Self.epoch).quotient(rounddownBy: Self.daysOfEra)
        let dayOfEra = ordinal + Self.epoch - era * Self.daysOfEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.ordinal = ordinal
    }

    /// A day by its date; nil when the calendar has no such day (30 February).
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let yearFromMarch = month <= 2 ? year - 1 : year
        let era = yearFromMarch.quotient(rounddownBy: 400)
        let yearOfEra = yearFromMarch - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(ordinal: era * Self.daysOfEra + dayOfEra - Self.epoch)
        // A day the month does not have has landed in the next one.
        guard self.month == month, self.day == day else { return nil }
    }
}

extension Int {
    /// The quotient rounded towards minus infinity.
    func quotient(rounddownBy divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
