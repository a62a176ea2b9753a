/// What somebody follows.
public enum FollowSubject: Sendable, Hashable {
    /// The service request with a public id.
    case request(String)
    /// The public requests in a boundary: that they came in and that they were closed; of one service where it is named.
    case place(PlaceName, serviceCode: String?)
}
