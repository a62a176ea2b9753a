import Store

/// Where a page of staff's hears what happens, `news.mustache`.
struct NewsBar: Sendable {
    /// The stream's address.
    let stream: String
    /// What the page has seen: a snapshot taken before it was read, so that nothing between is missed.
    let after: String

    /// Takes the snapshot: call it before the page reads what it shows.
    init(for visit: StaffVisit, base: String) async throws {
        stream = base.hasPrefix("/desk") ? "/desk/live" : "/dispatch/live"
        after = try await visit.city.events.latest(0).snapshot.text
    }
}
