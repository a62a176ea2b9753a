import ServiceRequests

extension WorkModel {
    /// A department that has accepted an item has the request decided anew.
    public mutating func reroute(
        item number: Int64,
        by department: String,
        to legs: [Leg],
        priority: Int,
        at place: String
    ) -> Ruling {
        guard let item = items[number] else { return .unknown }
        guard item.place == .accepted, item.owner == department else { return .notYours }
        guard !item.isAsked else { return .asked }
        return reroute(item.request, to: legs, priority: priority, at: place)
    }

    /// A corrected place or service gives other legs: open ones are kept, moved or called off, and new ones are added.
    public mutating func reroute(_ number: Int64, to legs: [Leg], priority: Int, at place: String) -> Ruling {
        guard let request = requests[number] else { return .unknown }
        guard request.closedAt == nil else { return .closed }
        var (servants, rest) = match(self.legs(of: number).filter(\.isOpen), to: legs)
        let isSentOn = zip(servants, legs).contains { $0?.owner != $1.department }
        if isSentOn || legs[0].department != request.department { requests[number]?.bounces += 1 }
        requests[number]?.place = place
        requests[number]?.department = legs[0].department
        note("rerouted", nil, of: number, legs[0].department, request.department)
        rest.sort { $0.number < $1.number }
        for item in rest { callOff(item) }
        for (item, leg) in zip(servants, legs).sorted(by: { ($0.0?.number ?? 0) < ($1.0?.number ?? 0) }) {
            guard let item else { continue }
            items[item.number]?.priority = priority
            items[item.number]?.isAsked = false
            if item.homeQueue != leg.queue { send(item, to: leg) }
        }
        for (index, leg) in legs.enumerated() where servants[index] == nil {
            let added = add(leg, to: number, priority: priority)
            servants[index] = items[added]
            note("leg_added", added, of: number, leg.department)
        }
        if let first = servants[0] { lead(first.number) }
        return .done
    }

    /// Which open item serves each leg of a decision, and which serve none: the same queue first, then the same department,
    /// then whichever is left.
    private func match(_ open: [Item], to legs: [Leg]) -> (servants: [Item?], rest: [Item]) {
        var rest = open
        var servants: [Item?] = Array(repeating: nil, count: legs.count)
        func serve(where fits: (Item, Leg) -> Bool) {
            for (index, leg) in legs.enumerated() where servants[index] == nil {
                if let found = rest.firstIndex(where: { fits($0, leg) }) { servants[index] = rest.remove(at: found) }
            }
        }
        serve { $0.homeQueue == $1.queue && !$0.isAsked }
        serve { $0.homeQueue == $1.queue }
        // What was asked for stays beside the decision.
        rest.removeAll(where: \.isAsked)
        serve { $0.owner == $1.department }
        serve { _, _ in true }
        return (servants, rest)
    }

    /// An open item waits in another queue of its own or another department.
    private mutating func send(_ item: Item, to leg: Leg) {
        if case .leased(let lease) = item.place { takeOut(item.number, of: lease) }
        if let offer = item.offer { note("offer_expired", item.number, of: item.request, item.owner, offer.department) }
        note("rerouted", item.number, of: item.request, leg.department, item.owner)
        update(item.number) { moved in
            moved.owner = leg.department
            moved.offer = nil
            moved.queue = leg.queue
            moved.hops += 1
        }
    }
}
