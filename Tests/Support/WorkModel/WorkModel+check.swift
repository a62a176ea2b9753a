#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension WorkModel {
    /// What the model itself breaks of the promises; empty, or the model is wrong.
    public var breaches: [String] {
        var found: [String] = []
        var held: [Int64: [UUID]] = [:]
        for (lease, content) in leases {
            if content.items.isEmpty { found.append("lease \(lease) holds nothing") }
            for item in content.items { held[item, default: []].append(lease) }
        }
        for item in items.values {
            let leases = held[item.number] ?? []
            let isRight =
                switch item.place {
                case .leased(let lease): leases == [lease]
                case .cancelled: leases.count <= 1
                case .waiting, .accepted, .closed: leases.isEmpty
                }
            if !isRight { found.append("item \(item.number) is \(item.place) and held by \(leases)") }
            if item.offer?.department == item.owner { found.append("item \(item.number) is offered to its owner") }
            if item.offer != nil, !item.isOpen || item.place == .accepted {
                found.append("item \(item.number) is \(item.place) and offered")
            }
            if Self.department(of: item.queue) != item.offer?.department ?? item.owner {
                found.append("item \(item.number) of \(item.owner) stands in \(item.queue)")
            }
        }
        for request in requests.values {
            let legs = legs(of: request.number)
            let open = legs.count(where: \.isOpen)
            if open != request.openLegs || (open == 0) != (request.closedAt != nil) {
                found.append("request \(request.number) has \(open) open legs and says \(request.openLegs)")
            }
            if legs.map(\.leg) != Array(1...max(1, legs.count)) {
                found.append("request \(request.number) has the legs \(legs.map(\.leg))")
            }
            if legs.first?.owner != request.department {
                found.append("request \(request.number) names \(request.department), not its first leg's department")
            }
        }
        return found
    }
}
