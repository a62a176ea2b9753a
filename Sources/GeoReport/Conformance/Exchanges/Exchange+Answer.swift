extension Exchange {
    /// What a server answered.
    public struct Answer: Sendable, Hashable {
        /// The HTTP status.
        public let status: Int
        /// The header fields, in their order.
        public let headers: [Field]
        /// The body, unpacked where it was sent compressed.
        public let body: [UInt8]
        /// The address that answered, where it is not the one that was asked: the server sent the client on.
        public let movedTo: String?

        /// Creates an answer.
        public init(status: Int, headers: [Field], body: [UInt8], movedTo: String? = nil) {
            self.status = status
            self.headers = headers
            self.body = body
            self.movedTo = movedTo
        }

        /// A header field's first value; capitals count as small letters.
        public func header(_ name: String) -> String? {
            let wanted = name.lowercased()
            return headers.first { $0.name.lowercased() == wanted }?.value.trimmed
        }

        /// The media type of `Content-Type`, in small letters, without its parameters.
        public var mediaType: String? {
            header("Content-Type")?.split(separator: ";").first.flatMap { String($0).trimmed?.lowercased() }
        }

        /// The `charset` of `Content-Type`, in small letters.
        public var charset: String? {
            let parameters = header("Content-Type")?.split(separator: ";").dropFirst() ?? []
            for parameter in parameters {
                let parts = parameter.split(separator: "=", maxSplits: 1).map { String($0).trimmed?.lowercased() ?? "" }
                if parts.count == 2, parts[0] == "charset" { return parts[1].filter { $0 != "\"" } }
            }
            return nil
        }
    }
}
