import ServiceRequests
import Store

/// Where a page of staff's hears what happens, `news.mustache`, and which of it may belong into its list.
struct NewsBar: Sendable {
    /// The stream's address.
    let stream: String
    /// What the page has seen: a snapshot taken before it was read, so that nothing between is missed.
    let after: String
    /// Whose session it is; see `StaffVisit.mark`.
    let who: String
    /// The kinds of events that may bring an item to the list, between blanks.
    let kinds: String
    /// Whose list it is; nil where it is all departments'.
    let department: String?
    /// Whether such an event brings an item for certain, so that they can be counted.
    let isExact: Bool

    /// Takes the snapshot: call it before the page reads what it shows.
    init(for visit: StaffVisit, base: String, of selection: ItemSelection) async throws {
        stream = base.hasPrefix("/desk") ? "/desk/live" : "/dispatch/live"
        after = try await visit.city.events.latest(0).snapshot.text
        who = visit.mark
        kinds = Self.kinds(of: selection).joined(separator: " ")
        department = selection.department
        isExact = !selection.isFiltered && [.open, .waiting, .accepted].contains(selection.standing)
    }

    private static func kinds(of selection: ItemSelection) -> [String] {
        // What somebody takes is told by nobody, and the page that took it shows it.
        if selection.holder != nil { return [] }
        let moves = ["offered", "declined", "offer_expired", "rerouted", "triaged"]
        let all = ["submitted", "leg_added", "reopened"]
        return switch selection.standing {
        case .leased, .closed, .submitted: []
        case .accepted: ["accepted"]
        case .late: ["overdue", "reopened"] + moves
        case .waiting: all + ["released", "lease_expired"] + moves
        // Whose it is changes nothing in the list of all that is open.
        case .open: selection.department == nil ? all : all + moves
        }
    }
}
