import ServiceRequests
import Store

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension WorkModel {
    /// The department nobody's request can fall out of.
    static let triage = Department.triage

    /// Items of a lease go to another department, offered for so many seconds; those without a queue there do not.
    public mutating func handOver(
        _ asked: [Int64],
        under lease: UUID,
        by department: String,
        to other: String,
        seconds: Int,
        without homeless: Set<Int64> = []
    ) -> Outcomes {
        if let refused = refusal(asked, by: department, to: other) { return refused }
        let rules = rules
        return speak(of: asked, under: lease, by: department, unfit: .refused) { item in
            Self.mayGo(item, to: other, by: rules) || !homeless.contains(item.number)
        } _: { model, item in
            model.handOver(item, by: department, to: other, seconds: seconds)
        }
    }

    /// The same of items the department has accepted.
    public mutating func handOverAccepted(
        _ asked: [Int64],
        by department: String,
        to other: String,
        seconds: Int,
        without homeless: Set<Int64> = []
    ) -> Outcomes {
        if let refused = refusal(asked, by: department, to: other) { return refused }
        let rules = rules
        return speak(ofAccepted: asked, by: department) { item in
            Self.mayGo(item, to: other, by: rules) || !homeless.contains(item.number)
        } _: { model, item in
            model.handOver(item, by: department, to: other, seconds: seconds)
        }
    }

    /// Items that are offered to the holder's department go back to their owners.
    public mutating func decline(_ asked: [Int64], under lease: UUID, by department: String) -> Outcomes {
        speak(of: asked, under: lease, by: department) { item in
            item.offer?.department == department
        } _: { model, item in
            model.goBack(item, because: "declined")
        }
    }

    /// Ends the offers whose time is over; gives how many.
    public mutating func endOffers() -> Int {
        let over = items.values.filter { item in item.offer.map { $0.until <= now } ?? false }
        for item in over.sorted(by: { $0.number < $1.number }) {
            if case .leased(let lease) = item.place { takeOut(item.number, of: lease) }
            goBack(item, because: "offer_expired")
        }
        return over.count
    }

    // MARK: - Parts

    /// Nobody hands anything over to themselves.
    private func refusal(_ asked: [Int64], by department: String, to other: String) -> Outcomes? {
        department == other ? Dictionary(asked.map { ($0, .refused) }, uniquingKeysWith: { first, _ in first }) : nil
    }

    /// Whether an item needs no queue at the other department: it goes to triage, or home.
    private static func mayGo(_ item: Item, to other: String, by rules: WorkRules) -> Bool {
        other == triage || other == item.owner || item.hops + 1 > rules.maximumHops
    }

    private mutating func handOver(_ item: Item, by department: String, to other: String, seconds: Int) {
        if other == Self.triage { return triage(item) }
        if other == item.owner { return goBack(item, because: "declined") }
        if item.hops + 1 > rules.maximumHops { return triage(item) }
        if item.offer != nil { note("declined", item.number, of: item.request, item.owner, department) }
        note("offered", item.number, of: item.request, item.owner, other)
        requests[item.request]?.bounces += 1
        let place = requests[item.request]?.place ?? ""
        let queue = homes[Home(other, at: place)] ?? other
        let until = now + seconds
        update(item.number) { moved in
            moved.offer = Offer(
                department: other,
                until: until,
                returnQueue: item.homeQueue
            )
            moved.queue = queue
            moved.hops += 1
        }
    }

    /// An offered item waits in its owner's queue again.
    private mutating func goBack(_ item: Item, because kind: String) {
        guard let offer = item.offer else { return }
        note(kind, item.number, of: item.request, item.owner, offer.department)
        update(item.number) { $0.leaveOffer() }
    }

    /// Triage owns an item from now on.
    mutating func triage(_ item: Item) {
        note("triaged", item.number, of: item.request, Self.triage, item.owner)
        requests[item.request]?.bounces += 1
        if item.leg == 1 { requests[item.request]?.department = Self.triage }
        update(item.number) { moved in
            moved.owner = Self.triage
            moved.offer = nil
            moved.queue = Self.triage
            moved.hops = 0
        }
    }

    /// Changes an item that waits afterwards, with no attempt made.
    mutating func update(_ item: Int64, _ change: (inout Item) -> Void) {
        guard var moved = items[item] else { return }
        change(&moved)
        moved.attempt = 0
        moved.place = .waiting
        items[item] = moved
    }
}

extension WorkModel.Item {
    /// The owner's queue, also while it is offered.
    public var homeQueue: String { offer?.returnQueue ?? queue }

    /// The offer is over: its queue is the owner's again.
    mutating func leaveOffer() {
        queue = homeQueue
        offer = nil
    }
}
