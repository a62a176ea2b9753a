/// What `passing.mustache` shows: a page that leads on by itself, and has the link for browsers that do not.
struct PassingView: Sendable {
    let heading: String
    let label: String
    let address: String
}
