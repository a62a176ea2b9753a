/// What a browser brings back from the provider, in the query of its address.
public struct AuthorizationAnswer: Sendable, Hashable {
    /// How it went there.
    public enum Outcome: Sendable, Hashable {
        /// With this code an ID token can be had, once.
        case code(String)
        /// The person said no, or may not use this program.
        case denied
        /// Something else was wrong; the provider's word for it, safe to log.
        case failed(String)
    }

    /// What was sent along; with a code always, and nil where a provider forgets it with an error.
    public let state: String?
    /// How it went.
    public let outcome: Outcome
    /// Whom the answer says it is from (RFC 9207).
    public let issuer: String?

    /// Reads it; nil where it is none, or where something stands in it twice.
    public init?(_ parameters: [(name: String, value: String)]) {
        func value(_ name: String) -> String?? {
            let values = parameters.filter { $0.name == name }.map(\.value)
            return values.count > 1 ? nil : .some(values.first)
        }
        guard let state = value("state"), let code = value("code"), let error = value("error"),
            let issuer = value("iss"),
            state.map({ (1...200).contains($0.utf8.count) }) ?? true
        else { return nil }
        self.state = state
        self.issuer = issuer
        switch (code, error) {
        case (_, "access_denied"?): outcome = .denied
        case (_, let error?): outcome = .failed(Self.word(error))
        case (let code?, nil) where state != nil && (1...4096).contains(code.utf8.count): outcome = .code(code)
        default: return nil
        }
    }

    /// An error's code as the standards have them, so that nothing else of a provider's gets into our log.
    static func word(_ error: String) -> String {
        let isWord =
            (1...60).contains(error.utf8.count)
            && error.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "_") }
        return isWord ? error : "another"
    }
}
