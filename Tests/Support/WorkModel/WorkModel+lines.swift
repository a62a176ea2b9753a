#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension WorkModel {
    /// The whole state as lines that can be compared with what the tables say: requests, items, leases, histories.
    public var lines: [String] {
        requestLines + itemLines + leaseLines + historyLines
    }

    private var requestLines: [String] {
        requests.values.sorted { $0.number < $1.number }.map { request in
            "request \(request.number): \(request.closedAt == nil ? "open" : "closed") \(request.department)"
                + " legs \(request.openLegs) bounces \(request.bounces) reopens \(request.reopens)"
        }
    }

    private var itemLines: [String] {
        var held: [Int64: UUID] = [:]
        for (lease, content) in leases {
            for item in content.items { held[item] = lease }
        }
        return items.values.sorted { $0.number < $1.number }.map { item in
            let offer = item.offer.map { "offered \($0.department) from \($0.returnQueue)" } ?? "not offered"
            let place =
                switch item.place {
                case .waiting: "ready"
                case .accepted: "accepted by \(item.owner)"
                case .leased, .closed, .cancelled: held[item.number] == nil ? "nowhere" : "lease"
                }
            let status = item.isOpen ? "open" : item.place == .closed ? "closed" : "cancelled"
            return "item \(item.number): leg \(item.leg) of \(item.request) \(status) \(item.owner) \(offer)"
                + " in \(item.queue) priority \(item.priority) attempt \(item.attempt) hops \(item.hops) \(place)"
        }
    }

    private var leaseLines: [String] {
        leases.map { id, lease in
            let items = lease.items.map { String($0) }.joined(separator: ",")
            return "lease \(id.uuidString.lowercased()): \(lease.department)/\(lease.holder) \(items)"
        }.sorted()
    }

    private var historyLines: [String] {
        requests.values.sorted { $0.number < $1.number }.map { request in
            let events = request.events.map { event in
                "\(event.kind)(\(event.item.map { String($0) } ?? "") \(event.department) \(event.counterpart ?? ""))"
            }
            return "history \(request.number): \(events.joined(separator: " "))"
        }
    }
}
