extension ServiceRequest {
    /// A keyed permutation between request numbers and the tokens of GeoReport's batch services.
    ///
    /// Its secret is the ids', its use is not: who knows a token knows nothing of the id, nor the other way round. A token
    /// begins with a letter more than an id has characters, so neither is ever taken for the other.
    public struct TokenCipher: Sendable {
        private static let mark: Character = "T"

        private let cipher: IDCipher

        /// Creates a cipher from the secret bytes of the ids.
        public init(key: [UInt8]) {
            cipher = IDCipher(key: key, purpose: "token")
        }

        /// The token of a number, nil when the number is negative or above `IDCipher.maximumNumber`.
        public func token(for number: Int64) -> String? {
            cipher.id(for: number).map { "\(Self.mark)\($0.text)" }
        }

        /// The number of a token, nil when it is none; small letters are read as capitals.
        public func number(for token: String) -> Int64? {
            guard token.utf8.count == 10, token.uppercased().first == Self.mark else { return nil }
            return cipher.number(for: String(token.dropFirst()))
        }
    }
}
