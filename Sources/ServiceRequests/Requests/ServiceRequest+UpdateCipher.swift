extension ServiceRequest {
    /// A keyed permutation between the numbers of events and the ids that other systems know updates by.
    ///
    /// Its secret is the ids' of service requests, its use is not: an id tells neither how many events there are nor what
    /// happened beside it.
    public struct UpdateCipher: Sendable {
        private static let mark: Character = "U"

        private let cipher: IDCipher

        /// Creates a cipher from the secret bytes of the ids.
        public init(key: [UInt8]) {
            cipher = IDCipher(key: key, purpose: "update_id")
        }

        /// The id of an event's number, nil when the number is negative or above `IDCipher.maximumNumber`.
        public func id(for event: Int64) -> String? {
            cipher.id(for: event).map { "\(Self.mark)\($0.text)" }
        }

        /// The event's number of an id, nil when it is none.
        public func event(for id: String) -> Int64? {
            guard id.utf8.count == 10, id.first == Self.mark else { return nil }
            return cipher.number(for: String(id.dropFirst()))
        }
    }
}
