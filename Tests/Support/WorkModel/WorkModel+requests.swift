import ServiceRequests

extension WorkModel {
    /// What somebody hears who asks something of a whole request.
    public enum Ruling: String, Sendable, Hashable {
        /// Done.
        case done
        /// It is closed already.
        case closed
        /// It is open still.
        case open
        /// Every leg was cancelled, which a resident cannot undo.
        case calledOff
        /// It was closed too long ago for a resident to open it again.
        case tooLate
        /// A resident opened it again as often as may be.
        case tooOften
        /// The department asked for help is at it already.
        case askedAlready
        /// The department was itself asked to help.
        case asked
        /// The item is not one that the department has accepted.
        case notYours
        /// There is no such request, or no such item.
        case unknown
    }

    /// Every open leg is called off, and the request is closed.
    public mutating func cancel(_ number: Int64) -> Ruling {
        guard let request = requests[number] else { return .unknown }
        guard request.openLegs > 0 else { return .closed }
        for item in legs(of: number).sorted(by: { $0.number < $1.number }) { callOff(item) }
        end([number])
        return .done
    }

    /// A closed request's lead leg waits again.
    public mutating func reopen(_ number: Int64, byResident: Bool) -> Ruling {
        guard let request = requests[number] else { return .unknown }
        guard let closedAt = request.closedAt else { return .open }
        let legs = legs(of: number)
        if byResident {
            guard legs.contains(where: { $0.place == .closed }) else { return .calledOff }
            guard .seconds(now - closedAt) < rules.reopenWindow else { return .tooLate }
            guard request.reopens < rules.maximumReopens else { return .tooOften }
        }
        guard let first = legs.first(where: { $0.place == .closed }) ?? legs.first else { return .unknown }
        for (lease, held) in leases where held.items.contains(first.number) { takeOut(first.number, of: lease) }
        update(first.number) { _ in }
        items[first.number]?.isAsked = false
        lead(first.number)
        requests[number]?.openLegs = 1
        requests[number]?.closedAt = nil
        requests[number]?.reopens += 1
        requests[number]?.department = first.owner
        note("reopened", first.number, of: number, first.owner)
        return .done
    }

    /// A department that has accepted an item asks another for help with the request.
    public mutating func addLeg(_ other: String, beside number: Int64, by department: String) -> Ruling {
        guard let item = items[number] else { return .unknown }
        guard item.place == .accepted, item.owner == department else { return .notYours }
        let open = legs(of: item.request).filter(\.isOpen)
        guard !open.contains(where: { $0.owner == other || $0.offer?.department == other }) else {
            return .askedAlready
        }
        let queue = homes[Home(other, at: requests[item.request]?.place ?? "")] ?? other
        let added = add(Leg(department: other, queue: queue), to: item.request, priority: item.priority)
        items[added]?.isAsked = true
        note("leg_added", added, of: item.request, other, department)
        return .done
    }

    // MARK: - Parts

    /// An item becomes the first leg, whose department residents are told; the first one takes its number.
    mutating func lead(_ number: Int64) {
        guard let item = items[number], item.leg != 1 else { return }
        for first in legs(of: item.request).prefix(1) { items[first.number]?.leg = item.leg }
        items[number]?.leg = 1
    }

    /// An open leg is called off; a lease keeps it until its holder has heard.
    mutating func callOff(_ item: Item) {
        guard item.isOpen else { return }
        let number = item.number
        note("cancelled", number, of: item.request, item.owner, item.offer?.department)
        items[number]?.leaveOffer()
        items[number]?.place = .cancelled
        requests[item.request]?.openLegs -= 1
    }
}
