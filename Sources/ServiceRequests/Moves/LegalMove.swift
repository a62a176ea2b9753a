/// A line of the table of legal moves: what may happen to a work item that stands somewhere, and where it stands then.
///
/// The table is DESIGN part 5's; what is not in it answers `stale`, `cancelled` or `unknown` and changes nothing.
public struct LegalMove: Sendable, Hashable {
    /// Who may make a move.
    public enum Mover: String, Sendable, Hashable, CaseIterable {
        /// The intake, for a resident.
        case intake
        /// Whoever holds the lease.
        case lease
        /// A worker of the department, or of the one the item is offered to.
        case worker
        /// The department that owns the item.
        case department
        /// A supervisor of the jurisdiction.
        case supervisor
        /// The resident who sent it.
        case resident
        /// The server's own sweeps.
        case service
    }

    /// Where it stood; nil where it was not there before.
    public let from: Standing?
    /// What happens.
    public let move: Move
    /// Where it stands then.
    public let to: Standing
    /// Who may make it happen.
    public let by: Set<Mover>
    /// Whether only an item that is offered to another department can have it happen.
    public let isOfOffer: Bool

    private init(_ from: Standing?, _ move: Move, _ to: Standing, by: Set<Mover>, isOfOffer: Bool = false) {
        self.from = from
        self.move = move
        self.to = to
        self.by = by
        self.isOfOffer = isOfOffer
    }

    /// The whole table, in the order an item lives through it.
    public static let all: [LegalMove] = [
        LegalMove(nil, .submit, .waiting, by: [.intake]),
        LegalMove(nil, .addLeg, .waiting, by: [.department, .supervisor]),
        LegalMove(.waiting, .claim, .leased, by: [.worker]),
        LegalMove(.leased, .accept, .accepted, by: [.lease]),
        LegalMove(.leased, .complete, .closed, by: [.lease]),
        LegalMove(.leased, .release, .waiting, by: [.lease]),
        LegalMove(.leased, .expire, .waiting, by: [.service]),
        LegalMove(.leased, .handOver, .waiting, by: [.lease]),
        LegalMove(.accepted, .handOver, .waiting, by: [.department]),
        LegalMove(.leased, .decline, .waiting, by: [.lease], isOfOffer: true),
        LegalMove(.waiting, .lapse, .waiting, by: [.service], isOfOffer: true),
        LegalMove(.leased, .lapse, .waiting, by: [.service], isOfOffer: true),
        LegalMove(.leased, .park, .waiting, by: [.lease]),
        LegalMove(.accepted, .park, .waiting, by: [.department]),
        LegalMove(.accepted, .complete, .closed, by: [.department]),
        LegalMove(.waiting, .cancel, .cancelled, by: [.resident, .supervisor]),
        LegalMove(.leased, .cancel, .cancelled, by: [.resident, .supervisor]),
        LegalMove(.accepted, .cancel, .cancelled, by: [.resident, .supervisor]),
        LegalMove(.waiting, .reroute, .waiting, by: [.department, .supervisor]),
        LegalMove(.leased, .reroute, .waiting, by: [.department, .supervisor]),
        LegalMove(.accepted, .reroute, .waiting, by: [.department, .supervisor]),
        LegalMove(.waiting, .reroute, .cancelled, by: [.department, .supervisor]),
        LegalMove(.leased, .reroute, .cancelled, by: [.department, .supervisor]),
        LegalMove(.accepted, .reroute, .cancelled, by: [.department, .supervisor]),
        LegalMove(.closed, .reopen, .waiting, by: [.resident, .supervisor]),
        LegalMove(.cancelled, .reopen, .waiting, by: [.supervisor]),
    ]

    /// Whether a move is in the table.
    public static func allows(_ move: Move, from standing: Standing?) -> Bool {
        all.contains { $0.move == move && $0.from == standing }
    }
}
