import Boundaries

/// What is corrected of a request; what is nil or not named stays as it is.
struct SubjectChanges: Sendable {
    var serviceCode: String?
    var coordinate: Coordinate?
    var answers: [String: [String]] = [:]
}
