import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

@Suite struct MoveTableTests {
    @Test(arguments: [Move.cancel, .reroute, .reopen], Standing.allCases)
    func `a move happens from where the table allows it, and else writes nothing`(
        move: Move,
        standing: Standing
    ) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            let before = try await town.everything()
            let refusal: MoveRefusal?
            switch move {
            case .cancel:
                refusal = try await town.moves.cancel(point.id, reason: "why", by: town.supervisor).refusal
            case .reroute:
                let decide = try town.correct("noise")
                refusal = try await town.moves
                    .reroute(point.id, reason: "why", by: town.supervisor, decide: decide).refusal
            default: refusal = try await town.moves.reopen(point.id, reason: "why", by: town.supervisor).refusal
            }
            if LegalMove.allows(move, from: standing) {
                #expect(refusal == nil)
                let ends = LegalMove.all.filter { $0.move == move && $0.from == standing }.map(\.to.rawValue)
                let now = try await town.legs(point.id).map { $0.split(separator: " ")[1] }
                #expect(now.allSatisfy { ends.contains(String($0)) }, "\(now)")
                #expect(try await town.everything() != before)
            } else {
                #expect(refusal == (standing.isOpen ? .alreadyOpen : .alreadyClosed))
                #expect(try await town.everything() == before)
            }
            #expect(try await town.astray() == [])
            #expect(try await town.city.verify().breaches == [])
        }
    }

    @Test(arguments: Standing.allCases)
    func `a department moves only what it has accepted itself`(standing: Standing) async throws {
        try await MovingCity.with { town in
            let point = try await town.pothole(standing)
            let before = try await town.everything()
            let decide = try town.correct("noise")
            for worker in [town.works, town.parks] where worker.department == "parks" || standing != .accepted {
                let help = try await town.moves.addLeg(for: point.item, reason: "why", by: worker) { _ in
                    .made(LegOrder(leg: RoutingDecision.Leg(department: "police"), dueIn: .seconds(60)))
                }
                #expect(help.refusal == .notYours)
                let rerouted = try await town.city.database.pool.withConnection { connection throws(PostgresError) in
                    try town.moves.reroute(item: point.item, reason: "why", by: worker, on: connection, decide: decide)
                }
                #expect(rerouted.refusal == .notYours)
            }
            #expect(try await town.everything() == before)
        }
    }

    @Test func `what is not there is unknown`() async throws {
        try await MovingCity.with { town in
            let decide = try town.correct("noise")
            for id in ["000000000", "nonsense"] {
                #expect(try await town.moves.cancel(id, reason: "why", by: town.supervisor).refusal == .unknown)
                #expect(try await town.moves.reopen(id, reason: nil, by: .resident).refusal == .unknown)
                let rerouted = try await town.moves.reroute(id, reason: "w", by: town.supervisor, decide: decide)
                #expect(rerouted.refusal == .unknown)
            }
            let help = try await town.moves.addLeg(for: 999, reason: "why", by: town.works) { _ in .impossible([]) }
            #expect(help.refusal == .unknown)
            let note = try await town.moves.note("text", about: 999, isPublic: true, by: town.works)
            #expect(note.refusal == .unknown)
        }
    }
}
