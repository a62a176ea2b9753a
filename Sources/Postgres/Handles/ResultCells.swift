import CLibpq

/// The cells of a result, borrowed from its `ResultHandle`.
///
/// Nothing here checks how long it is kept: only `Row`, which cannot be copied or kept, holds one.
@safe
struct ResultCells {
    private let result: OpaquePointer

    init(borrowing result: OpaquePointer) {
        unsafe self.result = result
    }

    var columnCount: Int32 { unsafe PQnfields(result) }

    /// The column with this name, nil when there is none.
    func column(named name: String) -> Int32? {
        let index = unsafe PQfnumber(result, name)
        return index < 0 ? nil : index
    }

    func name(ofColumn column: Int32) -> String {
        guard let text = unsafe PQfname(result, column) else { return "column \(column)" }
        return unsafe String(cString: text)
    }

    func type(ofColumn column: Int32) -> UInt32 { unsafe PQftype(result, column) }

    /// Reads one value, or its absence.
    func decode<T: PostgresDecodable>(row: Int32, column: Int32, as type: T.Type) throws(PostgresError) -> T {
        if unsafe PQgetisnull(result, row, column) == 1 { return try T.decodeNull() }
        let length = Int(unsafe PQgetlength(result, row, column))
        let bytes = unsafe UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length)
        return try unsafe T(decoding: bytes.bytes, type: PQftype(result, column))
    }
}
