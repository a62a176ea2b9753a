import Boundaries

/// What is corrected of a request; what is nil or not named stays as it is.
struct SubjectChanges: Sendable {
    var serviceCode: String?
    /// A new pin; the words for the old place go with it, unless there are new ones.
    var coordinate: Coordinate?
    /// The place in words.
    var address: String?
    var answers: [String: [String]] = [:]
}
