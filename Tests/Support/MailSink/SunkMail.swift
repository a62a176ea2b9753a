public import Foundation

/// A mail as it arrived in the sink, decoded by Python's `email` package.
public struct SunkMail: Decodable, Sendable {
    /// The envelope's sender: where it comes back to when it cannot be delivered.
    public let from: String
    /// The envelope's recipients.
    public let to: [String]
    /// The headers in their order, each a name and a decoded value.
    public let headers: [[String]]
    /// Who it says it is from.
    public let sender: Sender
    /// What the decoder found wrong with it.
    public let defects: [String]
    /// The text with the content transfer encoding taken away; lines end with CR LF.
    public let body: Data
    /// All that came over the wire, but for the doubled points.
    public let raw: Data

    /// What stands in `From`.
    public struct Sender: Decodable, Sendable {
        /// The name beside the address; empty for none.
        public let name: String
        /// The address.
        public let address: String
        /// How many addresses there are.
        public let count: Int
    }

    /// The decoded values of a header.
    public func values(of name: String) -> [String] { headers.filter { $0[0] == name }.map { $0[1] } }

    /// The value of a header that is there once, else nil.
    public subscript(name: String) -> String? {
        let values = values(of: name)
        return values.count == 1 ? values[0] : nil
    }

    /// The text, as UTF-8 says it; nil where it is none.
    public var text: String? { String(validating: body, as: UTF8.self) }

    /// The lines that came over the wire.
    public var lines: [String] { String(decoding: raw, as: UTF8.self).components(separatedBy: "\r\n") }
}
