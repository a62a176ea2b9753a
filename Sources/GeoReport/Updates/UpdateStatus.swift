/// The words that mySociety's extension has for how a service request stands, finer than open and closed.
///
/// Clients read them in small letters and write them in capitals; either is read here.
public enum UpdateStatus: String, Sendable, Hashable, CaseIterable {
    case open
    case closed
    case fixed
    case inProgress = "in_progress"
    case planned
    case actionScheduled = "action_scheduled"
    case investigating
    case duplicate
    case notCouncilsResponsibility = "not_councils_responsibility"
    case noFurtherAction = "no_further_action"
    case internalReferral = "internal_referral"
    case cancelled
    case reopen
    case forTriage = "for_triage"
    case unchanged

    /// Reads a word, capitals or not; nil for any other.
    ///
    /// Blanks count as what stands between its parts.
    public init?(word: String) {
        self.init(rawValue: word.lowercased().replacing(" ", with: "_"))
    }

    /// The word as clients write it.
    public var capitals: String { rawValue.uppercased() }
}
