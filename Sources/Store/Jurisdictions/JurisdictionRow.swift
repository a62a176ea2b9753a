public import ServiceRequests

/// A jurisdiction as the tables know it.
public struct JurisdictionRow: Sendable {
    /// Its number: the first column of every key.
    public let number: Int32
    /// Its id in URLs and catalogs; a sandbox's begins with the city's and has a tilde behind it, which no city's has.
    public let code: String
    /// Turns request numbers into public ids and back.
    public let cipher: ServiceRequest.IDCipher
    /// Turns request numbers into tokens and back.
    public let tokens: ServiceRequest.TokenCipher
    /// Turns events' numbers into the ids that other systems know updates by, and back.
    public let updates: ServiceRequest.UpdateCipher

    init(number: Int32, code: String, key: [UInt8]) {
        self.number = number
        self.code = code
        cipher = ServiceRequest.IDCipher(key: key)
        tokens = ServiceRequest.TokenCipher(key: key)
        updates = ServiceRequest.UpdateCipher(key: key)
    }
}
