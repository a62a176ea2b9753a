import OpenMetrics
public import ServiceRequests
public import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension City {
    /// What became of a draft.
    public enum SubmissionOutcome: Sendable, Hashable {
        /// Stored for good, or stored before under the same key.
        case stored(ServiceRequest.Receipt, isReplay: Bool)
        /// Nobody here owns it: the place is outside, or there is no such service. Nothing was stored.
        case refused(Assignment)
        /// The same client used the key for something else; nothing more was stored.
        case keyUsedOtherwise
        /// The same client's twin has no answer yet; nothing more was stored.
        case inFlight
    }

    /// Routes a draft and stores it: the way every submission takes, whoever sends it.
    ///
    /// - Parameters:
    ///   - draft: what `SubmissionDecoder`, or a form of ours, has checked.
    ///   - key: what the client sent it under, where it may send it again.
    ///   - client: the number of the client that sends it, where the city knows it.
    ///   - suspicion: why a person looks at it first; nil for nearly all. Reports to private services go to their owners
    ///     all the same.
    ///   - language: the language of the sentence the resident is told; the city's first where nobody says.
    ///   - aside: what whoever sends it is told besides.
    /// - Returns: what became of it; every expected outcome is a value.
    /// - Throws: when the database could not say that it is stored.
    public func submit(
        _ draft: ServiceRequest.Draft,
        key: Submission.Key? = nil,
        client: Int32? = nil,
        suspicion: Suspicion? = nil,
        language: String? = nil,
        aside: String? = nil
    ) async throws(StoreError) -> SubmissionOutcome {
        let start = ContinuousClock.now
        let assignment = assigner.assign(draft)
        let took = ContinuousClock.now - start
        let routed = assignment.decision
        let service = routed.flatMap { catalog.service(named: $0.serviceCode) }
        let decided = routed.map { decision in
            // What is private is read by those alone whose it is, so nobody else looks at it first.
            guard let suspicion, service?.visibility != .private else { return decision }
            return decision.quarantined(suspicion)
        }
        meter.decided(decided, took: took)
        guard let decision = decided, let service else { return .refused(assignment) }
        let language = language ?? catalog.jurisdiction.languages.first ?? Vocabulary.first
        let now = clock.now
        let due = catalog.jurisdiction.calendar.dueDate(after: now, target: service.target)
        let submission = Submission(
            draft: draft,
            decision: decision,
            notice: decision.sentence(catalog: catalog, language: language, words: decisionWords(language)),
            aside: aside,
            reply: service.reply(by: draft.wayIn.channel),
            isPrivate: service.visibility == .private,
            expectedIn: .seconds(due.at.timeIntervalSince(now)),
            warningIn: .seconds(due.warning.timeIntervalSince(now)),
            key: key,
            client: client
        )
        return switch try await intake.submit(submission) {
        case .stored(let receipt): .stored(receipt, isReplay: false)
        case .replayed(let receipt): .stored(receipt, isReplay: true)
        case .keyUsedOtherwise: .keyUsedOtherwise
        case .inFlight: .inFlight
        }
    }
}
