public import Postgres
public import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The moves of service requests as a whole: cancel, reroute, reopen, a further leg, a note.
///
/// Each is one transaction, a caller's or its own, and either happens whole or writes nothing; what a caller must expect
/// is a value. Locks are taken in the order of all moves: leases by id, accepted rows and work items by number, the
/// service request. A claim takes none of these, so what waits is looked for last, and where a claim was faster the move
/// begins again.
public struct RequestMoves: Sendable {
    private let pools: DatabasePools
    let jurisdiction: JurisdictionRow
    let rules: WorkRules
    /// The sentence residents are told of each department's work, by its code: reopened, a request may have another owner.
    public var notices: [String: String] = [:]

    private let bell: WorkBell

    /// Works through pools it does not own, and rings a bell that everything in this process shares.
    public init(
        pools: DatabasePools,
        jurisdiction: JurisdictionRow,
        bell: WorkBell = WorkBell(),
        rules: WorkRules = .standard
    ) {
        self.pools = pools
        self.jurisdiction = jurisdiction
        self.bell = bell
        self.rules = rules
    }

    /// Works through one pool whose user may do everything.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        bell: WorkBell = WorkBell(),
        rules: WorkRules = .standard
    ) {
        self.init(pools: DatabasePools(all: pool), jurisdiction: jurisdiction, bell: bell, rules: rules)
    }

    /// Runs a move on a department's behalf, nil for nobody's, and rings for those of the items it names that wait now.
    func onConnection<Done: Sendable>(
        onBehalfOf department: String? = nil,
        ringing items: (Done) -> [Int64] = { _ in [] },
        _ move: @Sendable (isolated PostgresConnection) throws(PostgresError) -> MoveResult<Done>
    ) async throws(StoreError) -> MoveResult<Done> {
        let role =
            department.map { ActingRole.onBehalf(of: $0, jurisdiction: jurisdiction.number) }
            ?? .within(jurisdiction: jurisdiction.number)
        let result = try await stored { () throws(PostgresError) in try await pools.withConnection(as: role, move) }
        if case .done(let done) = result { await bell.ring(items(done), in: jurisdiction, reading: pools.service) }
        return result
    }

    /// Runs a move of the request with a public id, once it is held.
    func moving<Done: Sendable>(
        _ id: String,
        on connection: isolated PostgresConnection,
        _ move: @Sendable (HeldRequest, isolated PostgresConnection) throws(PostgresError) -> MoveResult<Done>
    ) throws(PostgresError) -> MoveResult<Done> {
        guard let number = jurisdiction.cipher.number(for: id) else { return .refused(.unknown) }
        return try moving(number, on: connection, move)
    }

    /// Runs a move that a department makes of the request of an item it has in hand, once both are held: one that it has
    /// accepted, or, with a lease, one that its worker holds under that lease.
    func moving<Done: Sendable>(
        item: Int64,
        under lease: UUID? = nil,
        of worker: Worker,
        on connection: isolated PostgresConnection,
        _ move:
            @Sendable (HeldRequest, HeldRequest.Leg, isolated PostgresConnection) throws(PostgresError)
            -> MoveResult<Done>
    ) throws(PostgresError) -> MoveResult<Done> {
        try moving(requestOf: item, on: connection) { held, leg, connection throws(PostgresError) in
            guard leg.department == worker.department else { return .refused(.notYours) }
            var isInHand = leg.standing == .accepted
            if leg.standing == .leased, let lease { isInHand = try holds(lease, item, worker, on: connection) }
            guard isInHand else { return .refused(.notYours) }
            return try move(held, leg, connection)
        }
    }

    /// Runs a move of the request of an item, once both are held.
    func moving<Done: Sendable>(
        requestOf item: Int64,
        on connection: isolated PostgresConnection,
        _ move:
            @Sendable (HeldRequest, HeldRequest.Leg, isolated PostgresConnection) throws(PostgresError)
            -> MoveResult<Done>
    ) throws(PostgresError) -> MoveResult<Done> {
        let number = try connection.first(
            "SELECT number FROM work_item WHERE jurisdiction = \(jurisdiction.number) AND item = \(item)"
        ) { row throws(PostgresError) in try row.decode(Int64.self) }
        guard let number else { return .refused(try unseen(item, on: connection)) }
        return try moving(number, on: connection) { held, connection throws(PostgresError) in
            guard let leg = held.legs.first(where: { $0.item == item }) else { return .refused(.unknown) }
            return try move(held, leg, connection)
        }
    }

    /// Whether a worker has an item under a lease, which the move has under lock.
    private func holds(
        _ lease: UUID,
        _ item: Int64,
        _ worker: Worker,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) -> Bool {
        try connection.first(
            """
            SELECT FROM lease
             WHERE jurisdiction = \(jurisdiction.number) AND lease = \(lease) AND department = \(worker.department)
               AND holder = \(worker.name) AND \(item) = ANY (items)
            """
        ) { _ in true } ?? false
    }

    /// Why an item cannot be seen: it is another department's, or there is none.
    func unseen(_ item: Int64, on connection: isolated PostgresConnection) throws(PostgresError) -> MoveRefusal {
        try jurisdiction.hasItem(item, on: connection) ? .notYours : .unknown
    }

    private func moving<Done: Sendable>(
        _ number: Int64,
        on connection: isolated PostgresConnection,
        _ move: @Sendable (HeldRequest, isolated PostgresConnection) throws(PostgresError) -> MoveResult<Done>
    ) throws(PostgresError) -> MoveResult<Done> {
        let result: MoveResult<Done>? = try connection.settled { connection throws(PostgresError) in
            switch try hold(number, on: connection) {
            case .missing: return .refused(.unknown)
            case .moved: return nil
            case .held(let held): return try move(held, connection)
            }
        }
        return result ?? .refused(.isMoving)
    }
}
