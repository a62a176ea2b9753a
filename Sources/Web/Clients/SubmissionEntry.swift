import ServiceRequests

/// A report that may come in, and what is unlike others about it.
struct SubmissionEntry: Sendable {
    /// What notices more once the report has been read; nil where nobody is suspected: from the city's own network, and of
    /// clients the city knows.
    var watch: ReportWatch?
    /// The network it comes from; nil where nobody is suspected.
    var household: NetworkAddress?
    /// What is known before it has been read.
    var suspicion: Suspicion?

    /// Why a person should look at a draft first; nil for nearly all.
    func suspicion(of draft: ServiceRequest.Draft, in city: City) -> Suspicion? {
        // What an employee writes down was told by somebody.
        guard let watch, draft.wayIn.enteredBy == nil else { return nil }
        return suspicion ?? watch.notice(draft, in: city.code, from: household)
    }

    /// Counts what came of a draft: sent again it is the same report, and what was not stored nobody has reported.
    func count(_ draft: ServiceRequest.Draft, as outcome: City.SubmissionOutcome, in city: City) {
        guard case .stored(_, isReplay: false) = outcome, draft.wayIn.enteredBy == nil else { return }
        watch?.count(draft, in: city.code, from: household)
    }
}
