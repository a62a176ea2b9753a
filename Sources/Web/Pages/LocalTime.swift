import Foundation

/// Instants as people of a city read them: its own wall clock, and distances in words.
///
/// Nothing here knows what time it is; what is said of "now" is passed in.
struct LocalTime: Sendable {
    /// An instant as `time.mustache` shows it: `{{#opened}}{{> time}}{{/opened}}`.
    struct Stamp: Sendable, Hashable {
        /// RFC 3339 in UTC, for `datetime=""`.
        let machine: String
        /// What people read.
        let words: String
    }

    private static let locales = ["en": "en_US", "es": "es_419"]

    private let zone: TimeZone
    private let locale: Locale
    private let words: Words

    /// Creates one for a zone as IANA names it; Greenwich where the name is unknown, which `CatalogReader` refuses.
    init(zone: String, language: String = Vocabulary.first) {
        self.init(zone: zone, words: Vocabulary.words(in: language))
    }

    /// The same with words that are there already.
    init(zone: String, words: Words) {
        self.words = words
        self.zone = TimeZone(identifier: zone) ?? .gmt
        // Of languages of several continents the ways of the Americas, with the clock of twelve hours.
        locale = Locale(identifier: Self.locales[words.language] ?? words.language)
    }

    // MARK: - The wall clock

    /// `Tue, Nov 24`.
    func day(_ instant: Date) -> String {
        text(instant, style.weekday(.abbreviated).month(.abbreviated).day())
    }

    /// `3:05 PM`.
    func time(_ instant: Date) -> String {
        text(instant, style.hour().minute())
    }

    /// `Tue, Nov 24, 2026 at 3:05 PM`.
    func moment(_ instant: Date) -> String {
        text(instant, style.weekday(.abbreviated).month(.abbreviated).day().year().hour().minute())
    }

    /// `Today at 3:05 PM`, `Tomorrow at …`, `Yesterday at …`; any other day in full.
    func moment(_ instant: Date, now: Date) -> String {
        switch dayNumber(instant) - dayNumber(now) {
        case 0: words("time_today", ["time": time(instant)])
        case 1: words("time_tomorrow", ["time": time(instant)])
        case -1: words("time_yesterday", ["time": time(instant)])
        default: moment(instant)
        }
    }

    /// The same in the middle of a sentence: `tomorrow at …`.
    func momentInSentence(_ instant: Date, now: Date) -> String {
        let text = moment(instant, now: now)
        return abs(dayNumber(instant) - dayNumber(now)) > 1 ? text : text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Whether two instants are told alike, to the minute: a pause of seconds moves nothing that could be read.
    func readsAlike(_ one: Date, _ other: Date) -> Bool { moment(one) == moment(other) }

    /// `2026-11-24T20:05:00Z`.
    func machine(_ instant: Date) -> String {
        Date(timeIntervalSince1970: instant.timeIntervalSince1970.rounded(.down)).formatted(.iso8601)
    }

    /// The instant for `time.mustache`, in the words given, else in full.
    func stamp(_ instant: Date, _ words: String? = nil) -> Stamp {
        Stamp(machine: machine(instant), words: words ?? moment(instant))
    }

    // MARK: - Distances

    /// `3 hours ago`; `just now` under a minute, and for an instant that a slower clock still calls the future.
    func ago(_ instant: Date, now: Date) -> String {
        let seconds = now.timeIntervalSince(instant)
        return seconds < 60 ? words("time_just_now") : words("time_ago", ["time": distance(seconds)])
    }

    /// `in 2 days`, to the nearest; `2 days late` once they are past, `due now` within a minute of it.
    func until(_ instant: Date, now: Date) -> String {
        let seconds = instant.timeIntervalSince(now)
        if abs(seconds) < 60 { return words("time_due_now") }
        return seconds > 0
            ? words("time_until", ["time": rounded(seconds)]) : words("time_late", ["time": distance(-seconds)])
    }

    /// Whole units, rounded down, so that nothing is called a day late before the day is over: `1 hour`, `36 hours`,
    /// `12 days`.
    ///
    /// Hours up to two days, because "1 day" of 47 hours says too little to somebody who waits.
    func distance(_ seconds: Double) -> String {
        let minutes = Int(seconds / 60)
        return switch minutes {
        case ..<1: words("time_no_minute")
        case ..<60: words("time_minutes", minutes)
        case ..<2880: words("time_hours", minutes / 60)
        default: words("time_days", minutes / 1440)
        }
    }

    /// The nearest whole number of the same units, for what is still to come: "in 14 days" a minute after a promise of
    /// 14 days.
    private func rounded(_ seconds: Double) -> String {
        let unit: Double = seconds < 3570 ? 60 : seconds < 2 * 86400 - 1800 ? 3600 : 86400
        return distance((seconds / unit).rounded() * unit)
    }

    // MARK: - Parts

    private var style: Date.FormatStyle {
        Date.FormatStyle(locale: locale, timeZone: zone)
    }

    private func text(_ instant: Date, _ style: Date.FormatStyle) -> String {
        // The space before AM and PM is a narrow one that text browsers and some fonts do not have.
        instant.formatted(style).replacing("\u{202F}", with: " ")
    }

    /// Days since 1 January 1970 on the wall calendar.
    private func dayNumber(_ instant: Date) -> Int {
        let local = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
        return Int((local / 86400).rounded(.down))
    }
}
