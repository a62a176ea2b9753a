import ServiceRequests
import TestSupport

/// What a walk can do next.
enum WalkMove: CaseIterable {
    case submit, claim, renew, accept, complete, completeAccepted, release, pass
    case handOver, handOverAccepted, decline, lapse, cancel, reopen, addLeg, reroute, rerouteItem

    /// How often it is made, beside the others.
    private var weight: Int {
        switch self {
        case .submit: 10
        case .claim: 30
        case .renew: 6
        case .accept: 14
        case .complete: 12
        case .completeAccepted: 8
        case .release: 8
        case .pass: 4
        case .handOver: 10
        case .handOverAccepted: 6
        case .decline: 5
        case .lapse: 3
        case .cancel: 3
        case .reopen: 5
        case .addLeg: 3
        case .reroute: 4
        case .rerouteItem: 2
        }
    }

    /// What it is in the table of legal moves; nil for those that change no item.
    var move: Move? {
        switch self {
        case .submit: .submit
        case .claim: .claim
        case .renew: nil
        case .accept: .accept
        case .complete, .completeAccepted: .complete
        case .release: .release
        case .pass: .expire
        case .handOver, .handOverAccepted: .handOver
        case .decline: .decline
        case .lapse: .lapse
        case .cancel: .cancel
        case .reopen: .reopen
        case .addLeg: .addLeg
        case .reroute, .rerouteItem: .reroute
        }
    }

    private static let bag = allCases.flatMap { Array(repeating: $0, count: $0.weight) }

    static func random(using random: inout SeededGenerator) -> WalkMove {
        bag[Int.random(in: 0..<bag.count, using: &random)]
    }
}
