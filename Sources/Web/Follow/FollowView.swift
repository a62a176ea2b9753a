/// What `follow.mustache` shows.
struct FollowView: Sendable {
    /// What was typed.
    let reference: String?
    let problem: Passage?
    /// The language the visitor chose, for the form, which is sent as an address.
    let language: String?
    let report: String
    let places: String
}
