/// A value that can stand in for `$1` in a statement.
public protocol PostgresEncodable: Sendable {
    /// The type the server is told, by its object id in `pg_type`.
    static var oid: UInt32 { get }

    /// Whether the value is SQL's NULL; `encode` is then not called.
    var isNull: Bool { get }

    /// Appends the value in PostgreSQL's binary format, throwing `.decoding` where the type has no room for it.
    func encode(into buffer: inout [UInt8]) throws(PostgresError)
}

extension PostgresEncodable {
    /// False: a value that is there is not NULL.
    public var isNull: Bool { false }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the value that may be missing.
    public static var oid: UInt32 { Wrapped.oid }

    /// Whether there is no value.
    public var isNull: Bool { self?.isNull ?? true }

    /// Appends the value; nothing where there is none.
    public func encode(into buffer: inout [UInt8]) throws(PostgresError) {
        try self?.encode(into: &buffer)
    }
}

extension [UInt8] {
    /// Appends an integer in the byte order of the network.
    mutating func append<I: FixedWidthInteger>(bigEndian value: I) {
        var shift = I.bitWidth
        while shift > 0 {
            shift -= 8
            append(UInt8(truncatingIfNeeded: value >> I(truncatingIfNeeded: shift)))
        }
    }

    /// Appends what `body` appends, after a count of its bytes as the protocol wants it.
    mutating func appendCounted(_ body: (inout [UInt8]) throws(PostgresError) -> Void) throws(PostgresError) {
        let start = count
        append(bigEndian: Int32(0))
        try body(&self)
        guard let length = Int32(exactly: count - start - 4) else {
            throw PostgresError(.decoding, detail: "expected a value below 2 GiB, found \(count - start - 4) bytes")
        }
        for index in 0..<4 {
            self[start + index] = UInt8(truncatingIfNeeded: length >> Int32(24 - 8 * index))
        }
    }
}
