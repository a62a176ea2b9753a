#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What whoever runs the suite wants of it.
public struct ConformanceSettings: Sendable {
    /// A place to report something at.
    public struct Place: Sendable, Hashable {
        /// Degrees north, as they are sent.
        public let latitude: String
        /// Degrees east, as they are sent.
        public let longitude: String

        /// Creates a place.
        public init(latitude: String, longitude: String) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// Whether service requests may be sent.
    public var isWriting = false
    /// Whether recommendations and rulings count as musts.
    public var isStrict = false
    /// The `jurisdiction_id` that goes with every question.
    public var jurisdiction: String?
    /// The key that goes with what is sent; in a body only, never in an address.
    public var apiKey: String?
    /// Ids, numbers or families of requirements; all where there is none.
    public var only: [String] = []
    /// Codes of the services that may be reported; on a test endpoint chosen from its list where there is none.
    public var services: [String] = []
    /// Where to report; taken from a listed service request where there is none.
    public var place: Place?
    /// An address to report at, in words.
    public var address: String?
    /// An address to report at, by its id.
    public var addressID: String?
    /// The most questions that are asked, after which the rest is skipped.
    public var mostQuestions = 500
    /// The pause between two looks at something that takes its time.
    public var pause: Duration = .seconds(2)
    /// How often such a thing is looked at.
    public var looks = 5
    /// The clock.
    public var now: @Sendable () -> Date = { Date() }

    /// Creates settings that read everything and send nothing.
    public init() {}

    /// Whether a requirement is to be looked at.
    func wants(_ requirement: Requirement) -> Bool {
        only.isEmpty || only.contains { requirement.matches($0) }
    }
}
