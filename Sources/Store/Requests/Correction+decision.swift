public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Correction {
    /// What a decision by a catalog makes of a stored service request.
    ///
    /// - Parameters:
    ///   - subject: the request as it is stored.
    ///   - draft: what is asked for and where from now on.
    ///   - decision: who owns it, and why.
    ///   - service: the service that is asked for from now on.
    ///   - catalog: what was decided by.
    ///   - words: in which residents are told: the city's first language.
    public init(
        of subject: RequestSubject,
        as draft: ServiceRequest.Draft,
        _ decision: RoutingDecision,
        for service: Catalog.Service,
        by catalog: Catalog,
        words: DecisionWords
    ) {
        let was = catalog.service(named: subject.draft.serviceCode)
        let due = catalog.jurisdiction.calendar.dueDate(after: subject.requestedAt, target: service.target)
        self.init(
            draft: draft,
            decision: decision,
            notice: decision.sentence(
                catalog: catalog,
                language: catalog.jurisdiction.languages.first ?? "en",
                words: words
            ),
            isPrivate: service.visibility == .private,
            withholdsDescription: was?.hasPublicDescription != true,
            dueIn: .seconds(due.at.timeIntervalSince(subject.requestedAt)),
            warningAhead: .seconds(due.at.timeIntervalSince(due.warning))
        )
    }
}
