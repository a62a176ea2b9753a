/// What a client did wrong, every fault at once: an error body (GeoReport v2, Errors).
public struct GeoReportError: Error, Sendable, Hashable {
    /// One thing that is wrong.
    public struct Fault: Sendable, Hashable {
        /// Its kind.
        public let code: Code
        /// What was expected, what was found and where: a sentence a person can act on.
        public let description: String

        /// Creates a fault.
        public init(_ code: Code, _ description: String) {
            self.code = code
            self.description = description
        }
    }

    /// The faults, at least one, in the order they were found.
    public let faults: [Fault]

    /// Creates an error of one fault.
    public init(_ code: Code, _ description: String) {
        faults = [Fault(code, description)]
    }

    /// Creates an error of several faults, nil when there is none.
    public init?(_ faults: [Fault]) {
        guard !faults.isEmpty else { return nil }
        self.faults = faults
    }

    /// The HTTP status: that of the faults, and 404 where faults of several kinds occur and one of them is.
    public var status: Int {
        let statuses = faults.map(\.code.status)
        return statuses.contains(404) ? 404 : statuses.first ?? 400
    }
}

extension GeoReportError: CustomStringConvertible {
    /// Every fault's code and words.
    public var description: String {
        faults.map { "\($0.code.rawValue): \($0.description)" }.joined(separator: "; ")
    }
}
