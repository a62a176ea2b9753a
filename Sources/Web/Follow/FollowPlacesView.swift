/// What `follow-places.mustache` shows.
struct FollowPlacesView: Sendable {
    /// A place that was found.
    struct Item: Sendable {
        let name: String
        let layer: String
        let address: String
    }

    /// What was found.
    struct Found: Sendable {
        let summary: String
        let items: [Item]
    }

    let query: String?
    let back: String
    /// Nil where nobody searched.
    var found: Found?
}
