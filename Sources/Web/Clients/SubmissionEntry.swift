import ServiceRequests

/// A report that may come in, and what is unlike others about it.
struct SubmissionEntry: Sendable {
    /// What notices more once the report has been read; nil where nobody is suspected: from the city's own network, and of
    /// clients the city knows.
    var watch: ReportWatch?
    /// What is known before it has been read.
    var suspicion: Suspicion?

    /// Why a person should look at a draft first; nil for nearly all.
    ///
    /// Counts it, so it is asked once for each.
    func suspicion(of draft: ServiceRequest.Draft, in city: City) -> Suspicion? {
        // What an employee writes down was told by somebody.
        guard let watch, draft.wayIn.enteredBy == nil else { return nil }
        let noticed = watch.notice(draft, in: city.code)
        return suspicion ?? noticed
    }
}
