import GeoReport
import ServiceRequests
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a request stands in the words of `servicerequestupdates`, event by event.
///
/// The same history always gives the same words, so that an update says the same however often it is read.
struct UpdateStory {
    /// How it stands after everything that was taken.
    private(set) var status = UpdateStatus.open

    /// The items that a department has accepted and not yet ended or given away.
    private var inHand: Set<Int64> = []
    /// How its legs ended since it was opened.
    private var ends: [Outcome] = []

    private var standing: UpdateStatus { inHand.isEmpty ? .open : .inProgress }

    /// How it stood after each event, by the events' numbers, as others are told it in the order of the list.
    ///
    /// An event bears the instant at which its statement began and the number that it drew once it had waited for those
    /// before it: where the two orders differ, whoever reads by instants is told what had happened by numbers, so that the
    /// last one always says how it stands.
    static func told(of history: [HistoryLine]) -> [Int64: UpdateStatus] {
        let own = statuses(of: history)
        var told: [Int64: UpdateStatus] = [:]
        var last = Int64.min
        for line in history.sorted(by: { ($0.at, $0.event) < ($1.at, $1.event) }) {
            last = max(last, line.event)
            told[line.event] = own[last]
        }
        return told
    }

    /// How it stood after each event, by the events' numbers.
    static func statuses(of history: [HistoryLine]) -> [Int64: UpdateStatus] {
        var story = UpdateStory()
        var statuses: [Int64: UpdateStatus] = [:]
        for line in history {
            story.take(line)
            statuses[line.event] = story.status
        }
        return statuses
    }

    /// Takes the next event.
    mutating func take(_ line: HistoryLine) {
        switch line.kind {
        case "submitted":
            status = line.department == Department.triage ? .forTriage : .open
        case "accepted":
            if let item = line.item { inHand.insert(item) }
            status = .inProgress
        case "offered":
            leave(line)
            status = inHand.isEmpty ? .internalReferral : .inProgress
        case "triaged":
            leave(line)
            status = .forTriage
        case "declined", "offer_expired", "answer", "resumed":
            status = standing
        case "paused":
            status = .actionScheduled
        case "question":
            status = .investigating
        case "rerouted":
            rerouted(line)
        case "completed":
            leave(line)
            if let end = EventDetail(line).ending { ends.append(end) }
            // Others have a part of it to do.
            status = .inProgress
        case "cancelled":
            leave(line)
        case "closed":
            status = EventDetail(line).reason == nil ? Self.status(of: ends) : .cancelled
            inHand = []
        case "reopened":
            (inHand, ends) = ([], [])
            status = .open
        default:
            // Notes, photos, dates: nothing that it stands by.
            break
        }
    }

    /// The word for how a request ended whose legs ended so: dealt with where one of them was, else as the last did.
    static func status(of ends: [Outcome]) -> UpdateStatus {
        guard !ends.contains(.done) else { return .fixed }
        guard let last = ends.last else { return .closed }
        return switch last {
        case .done: .fixed
        case .noAction, .notFound: .noFurtherAction
        case .duplicate: .duplicate
        case .handedOn: .notCouncilsResponsibility
        }
    }

    private mutating func leave(_ line: HistoryLine) {
        if let item = line.item { inHand.remove(item) }
    }

    private mutating func rerouted(_ line: HistoryLine) {
        guard line.item == nil else {
            // This leg waits elsewhere now.
            leave(line)
            return
        }
        guard let other = line.counterpart, other != line.department else { return }
        status = line.department == Department.triage ? .forTriage : .open
    }
}
