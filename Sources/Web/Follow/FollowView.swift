/// What `follow.mustache` shows.
struct FollowView: Sendable {
    /// What was typed.
    let reference: String?
    let problem: Passage?
    let report: String
    let places: String
}
