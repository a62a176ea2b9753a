/// The numbers the moves go by: when an item is looked at alone, when it goes to triage, how long an offer stands.
///
/// The same for every jurisdiction.
public struct WorkRules: Sendable, Hashable {
    /// An item that came back so often is claimed alone, so that it takes no others down with it; at least 2.
    public let attemptsBeforeAlone: Int
    /// An item that came back so often goes to triage.
    public var maximumAttempts: Int
    /// An item that was offered so often goes to triage instead of being offered again.
    public var maximumHops: Int
    /// How long an offer stands where the department that makes it does not say.
    public var offerTime: Duration
    /// How long it may say.
    public var offerTimes: ClosedRange<Duration>
    /// How long after its closing a resident may open a request again.
    public var reopenWindow: Duration
    /// How often a resident may; after that a supervisor decides.
    public var maximumReopens: Int
    /// The longest note, question or answer, in Unicode scalars.
    public var longestWords: Int
    /// How many notes and answers of its resident a request takes within a day.
    public var wordsADay: Int

    /// Creates rules; `standard` are the ones in force.
    public init(
        attemptsBeforeAlone: Int = 2,
        maximumAttempts: Int = 5,
        maximumHops: Int = 5,
        offerTime: Duration = .seconds(24 * 3600),
        offerTimes: ClosedRange<Duration> = .seconds(1) ... .seconds(30 * 24 * 3600),
        reopenWindow: Duration = .seconds(30 * 24 * 3600),
        maximumReopens: Int = 3,
        longestWords: Int = 2000,
        wordsADay: Int = 10
    ) {
        // The database's index of what is claimed alone begins there (migration 9).
        precondition(attemptsBeforeAlone >= 2, "an item is claimed alone after two attempts at the earliest")
        self.attemptsBeforeAlone = attemptsBeforeAlone
        self.maximumAttempts = maximumAttempts
        self.maximumHops = maximumHops
        self.offerTime = offerTime
        self.offerTimes = offerTimes
        self.reopenWindow = reopenWindow
        self.maximumReopens = maximumReopens
        self.longestWords = longestWords
        self.wordsADay = wordsADay
    }

    /// The rules in force.
    public static let standard = WorkRules()
}
