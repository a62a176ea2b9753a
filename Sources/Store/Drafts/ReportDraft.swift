import ServiceRequests

/// A report written on the pages and kept until its writer sends it.
public struct ReportDraft: Sendable, Hashable {
    /// 128 random bits: who knows them may read and send the report.
    public struct ID: Sendable, Hashable {
        /// 32 small hexadecimal digits.
        public let text: String

        let bytes: [UInt8]

        /// Makes a new one.
        public init() {
            self.init(bytes: .random(count: 16))
        }

        /// Reads one from an address; nil for anything but its 32 digits.
        public init?(_ text: String) {
            guard let bytes = [UInt8](hexadecimal: text), bytes.count == 16 else { return nil }
            self.init(bytes: bytes)
        }

        private init(bytes: [UInt8]) {
            self.bytes = bytes
            text = bytes.hexadecimal
        }
    }

    /// Where it is in its life.
    public enum State: Sendable, Hashable {
        /// Not sent: the form as the browser gave it, URL-encoded.
        case written(form: String)
        /// Sent: the public id of the service request it became.
        case sent(serviceRequestID: String)
    }

    /// Its id.
    public let id: ID
    /// Where it is in its life.
    public let state: State
}
