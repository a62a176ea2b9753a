import ServiceRequests
public import Store

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension WorkModel {
    /// What became of each item of a call.
    public typealias Outcomes = [Int64: ItemOutcome]

    /// The department owns these items now.
    public mutating func accept(_ asked: [Int64], under lease: UUID, by department: String) -> Outcomes {
        speak(of: asked, under: lease, by: department) { model, item in
            model.note("accepted", item.number, of: item.request, department, item.offer == nil ? nil : item.owner)
            model.own(item, by: department)
            model.items[item.number]?.place = .accepted
        }
    }

    /// These items of a lease are over.
    public mutating func complete(_ asked: [Int64], under lease: UUID, by department: String) -> Outcomes {
        var requests: Set<Int64> = []
        let outcomes = speak(of: asked, under: lease, by: department) { model, item in
            model.own(item, by: department)
            model.close(item, by: department)
            requests.insert(item.request)
        }
        end(requests)
        return outcomes
    }

    /// These accepted items are over.
    public mutating func completeAccepted(_ asked: [Int64], by department: String) -> Outcomes {
        var requests: Set<Int64> = []
        let outcomes = speak(ofAccepted: asked, by: department) { model, item in
            model.close(item, by: department)
            requests.insert(item.request)
        }
        end(requests)
        return outcomes
    }

    /// These items go back to the front of their lanes.
    public mutating func release(_ asked: [Int64], under lease: UUID, by department: String) -> Outcomes {
        speak(of: asked, under: lease, by: department) { model, item in model.putBack(item, because: "released") }
    }

    /// Takes back what leases hold that ran out; gives how many leases and how many items.
    public mutating func rescue() -> Rescue {
        let dead = leases.filter { $0.value.expiresAt <= now }
        for lease in dead.keys { leases[lease] = nil }
        let dropped = dead.values.flatMap(\.items).sorted().compactMap { items[$0] }.filter(\.isOpen)
        for item in dropped { putBack(item, because: "lease_expired") }
        return Rescue(leases: dead.count, items: dropped.count)
    }

    // MARK: - Parts

    /// Does something with each item that a lease still holds, and answers for each that was named.
    ///
    /// What was named leaves the lease, cancelled or not; what `isFit` keeps out stays as it was, and is `unfit`.
    mutating func speak(
        of asked: [Int64],
        under lease: UUID,
        by department: String,
        unfit: ItemOutcome = .stale,
        isFit: (Item) -> Bool = { _ in true },
        _ move: (inout WorkModel, Item) -> Void
    ) -> Outcomes {
        var outcomes: Outcomes = [:]
        for number in Set(asked).sorted() {
            guard let item = items[number] else {
                outcomes[number] = .unknown
                continue
            }
            guard let held = leases[lease], held.department == department, held.items.contains(number) else {
                outcomes[number] = .stale
                continue
            }
            guard !item.isOpen || isFit(item) else {
                outcomes[number] = unfit
                continue
            }
            takeOut(number, of: lease)
            outcomes[number] = item.isOpen ? .ok : .cancelled
            if item.isOpen { move(&self, item) }
        }
        return outcomes
    }

    /// Does something with each item that a department has accepted, and answers for each that was named.
    mutating func speak(
        ofAccepted asked: [Int64],
        by department: String,
        isFit: (Item) -> Bool = { _ in true },
        _ move: (inout WorkModel, Item) -> Void
    ) -> Outcomes {
        var outcomes: Outcomes = [:]
        for number in Set(asked).sorted() {
            guard let item = items[number] else {
                outcomes[number] = .unknown
                continue
            }
            guard item.place == .accepted, item.owner == department else {
                outcomes[number] = .stale
                continue
            }
            outcomes[number] = isFit(item) ? .ok : .refused
            if isFit(item) { move(&self, item) }
        }
        return outcomes
    }

    /// An item leaves a lease, which goes with its last.
    mutating func takeOut(_ item: Int64, of lease: UUID) {
        leases[lease]?.items.removeAll { $0 == item }
        if leases[lease]?.items.isEmpty == true { leases[lease] = nil }
    }

    /// An item that was offered is the other department's now.
    private mutating func own(_ item: Item, by department: String) {
        guard item.offer != nil else { return }
        items[item.number]?.owner = department
        items[item.number]?.offer = nil
        if item.leg == 1 { requests[item.request]?.department = department }
    }

    private mutating func close(_ item: Item, by department: String) {
        items[item.number]?.place = .closed
        requests[item.request]?.openLegs -= 1
        note("completed", item.number, of: item.request, department, item.offer == nil ? nil : item.owner)
    }

    /// A request closes with its last leg.
    mutating func end(_ numbers: Set<Int64>) {
        for number in numbers.sorted() {
            guard let request = requests[number], request.openLegs == 0 else { continue }
            requests[number]?.closedAt = now
            note("closed", nil, of: number, request.department)
        }
    }

    /// An item that came back waits again, or is triage's after too many attempts.
    private mutating func putBack(_ item: Item, because kind: String) {
        note(kind, item.number, of: item.request, item.owner, item.offer?.department)
        if item.attempt + 1 >= rules.maximumAttempts, item.owner != Self.triage {
            triage(item)
        } else {
            items[item.number]?.attempt += 1
            items[item.number]?.place = .waiting
        }
    }
}
