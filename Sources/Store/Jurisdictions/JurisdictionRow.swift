public import ServiceRequests

/// A jurisdiction as the tables know it.
public struct JurisdictionRow: Sendable {
    /// Its number: the first column of every key.
    public let number: Int32
    /// Its id in URLs and catalogs.
    public let code: String
    /// Turns request numbers into public ids and back.
    public let cipher: ServiceRequest.IDCipher
}
