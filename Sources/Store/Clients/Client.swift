/// A program that sends service requests to GeoReport, known by a key that the city gave it.
public struct Client: Sendable, Hashable {
    /// The endpoint that a key opens: either what is sent is acted upon, or it is tried out.
    public enum Endpoint: String, Sendable, Hashable, CaseIterable {
        /// What is sent there is dispatched.
        case production
        /// What is sent there goes to the city's sandbox.
        case test
    }

    /// The jurisdiction's code.
    public let jurisdiction: String
    /// Its number, the same for all its keys.
    public let number: Int32
    /// What the city calls it.
    public let name: String
    /// The readable part of the key it has shown.
    public let prefix: String
    /// Where that key may be used.
    public let endpoint: Endpoint
    /// How many requests it may send in an hour; nil for as many as the server lets any client send.
    public let reportsPerHour: Int?
}
