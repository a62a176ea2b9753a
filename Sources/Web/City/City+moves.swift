import Boundaries
import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension City {
    /// What is done with whole requests.
    var moves: RequestMoves {
        var moves = RequestMoves(pools: pools, jurisdiction: row, bell: bell)
        moves.notices = catalog.ownerSentences
        return moves
    }

    /// What a stored request is with corrections: the assigner decides it as if it came in so, by the catalog in force.
    ///
    /// Answers that the service no longer asks for are left out; given ones must fit.
    func correction(of subject: RequestSubject, with changes: SubjectChanges) -> Decided<Correction> {
        var draft = subject.draft
        let code = changes.serviceCode ?? draft.serviceCode
        guard let service = catalog.service(named: code) else {
            return .impossible(GeoReportError(unknownService: code, in: catalog).faults.map(\.description))
        }
        if let coordinate = changes.coordinate, draft.location != .point(coordinate) {
            // The old words would send a crew to the old place.
            draft.location = .point(coordinate)
            draft.address = nil
        }
        if let address = changes.address {
            if draft.coordinate == nil { draft.location = .address(address) }
            draft.address = address
        }
        if service.code != draft.serviceCode || !changes.answers.isEmpty {
            let answers = service.answers(from: draft.attributes.merging(changes.answers) { _, given in given })
            let faults = answers.problems.filter { $0.kind != .missing && changes.answers[$0.code] != nil }
            guard faults.isEmpty else { return .impossible(faults.map(\.correctionFault)) }
            draft.attributes = answers.values
        }
        draft.serviceCode = service.code
        let assignment = assigner.assign(draft)
        guard case .routed(let decision) = assignment else {
            let error = GeoReportError(assignment, catalog: catalog)
            return .impossible(error?.faults.map(\.description) ?? ["expected a place somebody owns, found none"])
        }
        return .made(
            Correction(of: subject, as: draft, decision, for: service, by: catalog, words: decisionWords())
        )
    }

    /// The leg that helps a department: in the queue that is named, or the one the other department has for the place.
    func leg(for order: HelpOrder, beside asking: String, of subject: RequestSubject) -> Decided<LegOrder> {
        guard catalog.department(order.department) != nil else {
            return .impossible(["department: expected the code of a department, found “\(order.department.shortened)”"])
        }
        guard order.department != asking else {
            return .impossible(["department: expected another department, found your own"])
        }
        let leg: RoutingDecision.Leg
        if let queue = order.queue {
            guard let named = self.leg(named: queue, of: order.department) else {
                return .impossible(["queue: expected a queue of \(order.department), found “\(queue.shortened)”"])
            }
            leg = named
        } else {
            leg =
                assigner.leg(
                    for: order.department,
                    service: subject.draft.serviceCode,
                    coordinate: subject.draft.coordinate
                ) ?? RoutingDecision.Leg(department: order.department)
        }
        let now = clock.now
        // A service that the catalog no longer has leaves no target behind: what is asked for then is due at once.
        let target = catalog.service(named: subject.draft.serviceCode)?.target
        let due =
            target.map { catalog.jurisdiction.calendar.dueDate(after: now, target: $0) }
            ?? DueDate(at: now, warning: now)
        return .made(
            LegOrder(
                leg: leg,
                dueIn: .seconds(due.at.timeIntervalSince(now)),
                warningAhead: .seconds(due.at.timeIntervalSince(due.warning))
            )
        )
    }

    /// The leg whose queue has a name (`nypd/75`); nil where the department has no such queue.
    private func leg(named queue: String, of department: String) -> RoutingDecision.Leg? {
        guard queue != department else { return RoutingDecision.Leg(department: department) }
        guard queue.hasPrefix("\(department)/") else { return nil }
        let id = String(queue.dropFirst(department.count + 1))
        return queueLayers(of: department).sorted().lazy
            .compactMap { [snapshot] in snapshot.index.reference(layer: $0, id: id) }.first
            .map { RoutingDecision.Leg(department: department, boundary: $0) }
    }
}

extension AnswerProblem {
    /// As a fault of a body; an answer that would be dropped in a submission is a mistake in a correction.
    fileprivate var correctionFault: String {
        isRefusal
            ? "attributes.\(code.shortened): \(message)"
            : "attributes.\(code.shortened): expected a question that the service asks, found another"
    }
}
