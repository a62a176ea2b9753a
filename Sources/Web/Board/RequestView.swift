/// What `request.mustache` shows: a service request for staff who can do nothing about it here.
struct RequestView: Sendable {
    let heading: String
    let file: CaseView
}
