/// The files there may be of one name.
public enum PhotoVersion: String, Sendable, Hashable, CaseIterable {
    /// A photo as it is kept.
    case whole = ".jpg"
    /// The same for lists.
    case small = ".small.jpg"
    /// A document as it was sent.
    case document = ".pdf"
}
