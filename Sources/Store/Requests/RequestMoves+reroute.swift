public import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension RequestMoves {
    /// Decides an open request anew: same id, number and submission, another service, place or answers.
    ///
    /// `decide` is asked while the request is held. Open legs become those of the new decision as `Rerouting` matches
    /// them: one in the same queue stays where it stands, one that moves waits in its new queue and its holder's words
    /// are stale, one that nobody needs is cancelled; one that a department asked for stays beside them. The decision's
    /// legs are due anew, counted from the submission, of the same service never earlier than they were, and in the
    /// decision's lane, or in the one that the clock has raised them to where the date stays. Both decisions stay in the
    /// history.
    public func reroute(
        _ id: String,
        reason: String,
        by author: Author,
        decide: @Sendable (RequestSubject) -> Decided<Correction>
    ) async throws(StoreError) -> MoveResult<Rerouted> {
        try await onConnection(ringing: { $0.legs.map(\.item) }) { connection throws(PostgresError) in
            try reroute(id, reason: reason, by: author, on: connection, decide: decide)
        }
    }

    /// The same on a caller's connection.
    public func reroute(
        _ id: String,
        reason: String,
        by author: Author,
        on connection: isolated PostgresConnection,
        decide: @Sendable (RequestSubject) -> Decided<Correction>
    ) throws(PostgresError) -> MoveResult<Rerouted> {
        try moving(id, on: connection) { held, connection throws(PostgresError) in
            try reroute(held, reason: reason, by: author, on: connection, decide: decide)
        }
    }

    /// The same for the request of an item that the worker's department has accepted, or that the worker holds under a
    /// lease.
    public func reroute(
        item: Int64,
        under lease: UUID? = nil,
        reason: String,
        by worker: Worker,
        on connection: isolated PostgresConnection,
        decide: @Sendable (RequestSubject) -> Decided<Correction>
    ) throws(PostgresError) -> MoveResult<Rerouted> {
        try moving(item: item, under: lease, of: worker, on: connection) {
            held,
            leg,
            connection throws(PostgresError) in
            // Who was asked to help does not decide for those who asked.
            guard !leg.isAsked else { return .refused(.isAsked) }
            return try reroute(held, reason: reason, by: .worker(worker), on: connection, decide: decide)
        }
    }

    /// Writes another decision about a request that is held; a word of ours says why, or somebody's own, or both.
    func reroute(
        _ held: HeldRequest,
        reason: String?,
        cause: ReleaseCause? = nil,
        by author: Author,
        on connection: isolated PostgresConnection,
        decide: (RequestSubject) -> Decided<Correction>
    ) throws(PostgresError) -> MoveResult<Rerouted> {
        guard held.isOpen else { return .refused(.alreadyClosed) }
        let correction: Correction
        switch decide(held.subject) {
        case .made(let made): correction = made
        case .impossible(let reasons): return .refused(.impossible(reasons))
        }
        guard let id = jurisdiction.cipher.id(for: held.number), !correction.decision.legs.isEmpty else {
            return .refused(.unknown)
        }
        var rerouting = RerouteSteps(held, correction, reason: reason, cause: cause, author: author)
        rerouting.queues = try QueueDirectory.numbers(
            of: Set(correction.decision.legs.map(QueueDirectory.Entry.init)),
            in: jurisdiction.number,
            on: connection
        )
        let old = rerouting.cancelled.map(\.item) + rerouting.moved.map(\.item)
        try write(rerouting, on: connection)
        try leavePlaces(old, on: connection)
        try leaveLeases(rerouting.moved.map(\.item), held.leases, on: connection)
        try callOff(rerouting.cancelled.map(\.item), reason: reason, by: author, on: connection)
        try move(rerouting, on: connection)
        try keep(rerouting, on: connection)
        let added = try add(rerouting, on: connection)
        let order = rerouting.order(added: added)
        if let first = order.first { try lead(first, of: held.number, on: connection) }
        try watch(order, notice: correction.warningAhead, on: connection)
        try count(held.number, on: connection)
        let expectedAt =
            try promise(
                held.number,
                because: "The report was corrected.",
                by: author,
                anew: !rerouting.keepsService,
                on: connection
            ) ?? held.subject.requestedAt
        return .done(
            Rerouted(
                serviceRequestID: id.text,
                department: correction.decision.department,
                expectedAt: expectedAt,
                legs: rerouting.legs(order, dueAt: expectedAt)
            )
        )
    }
}
