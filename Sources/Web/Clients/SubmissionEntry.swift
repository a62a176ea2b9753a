import ServiceRequests
import Store

/// A report that may come in, and what is unlike others about it.
struct SubmissionEntry: Sendable {
    /// What notices more once the report has been read; nil where nobody is suspected: from the city's own network, and of
    /// clients the city knows.
    var watch: ReportWatch?
    /// The network it comes from; nil where nobody is suspected.
    var household: NetworkAddress?
    /// What is known before it has been read.
    var suspicion: Suspicion?

    /// Sends a draft, with why a person should look at it first.
    ///
    /// It is counted by what it says and of where; not where it had been stored before, or could not be.
    func send(
        _ draft: ServiceRequest.Draft,
        to city: City,
        _ submit: (Suspicion?) async throws(StoreError) -> City.SubmissionOutcome
    ) async throws(StoreError) -> City.SubmissionOutcome {
        // What an employee writes down was told by somebody.
        guard let watch, draft.wayIn.enteredBy == nil else { return try await submit(nil) }
        let notice = watch.notice(draft, in: city.code, from: household)
        do throws(StoreError) {
            let outcome = try await submit(suspicion ?? notice.suspicion)
            if case .stored(_, isReplay: false) = outcome { return outcome }
            watch.takeBack(notice)
            return outcome
        } catch {
            watch.takeBack(notice)
            throw error
        }
    }
}
