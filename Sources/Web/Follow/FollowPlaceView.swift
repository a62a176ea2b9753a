/// What `follow-place.mustache` shows.
struct FollowPlaceView: Sendable {
    /// A service to choose.
    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    let heading: String
    /// What kind of place it is.
    let layer: String
    /// A map of it.
    let picture: AreaPicture?
    /// Which service is chosen, in a sentence.
    let chosen: String
    let back: String
    /// The place, for the form that chooses a service.
    let hidden: [HiddenField]
    let services: [Choice]
    /// Where an address is typed; nil where nobody is written to.
    let mail: MailAsk?
    let feed: String
}
