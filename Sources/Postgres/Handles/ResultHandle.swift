import CLibpq

/// The one owner of a libpq result, freed with the value.
@safe
struct ResultHandle: ~Copyable {
    private let result: OpaquePointer

    init(owning result: OpaquePointer) {
        unsafe self.result = result
    }

    deinit {
        unsafe PQclear(result)
    }

    enum Status { case command, rows, copy, aborted, sync, failed }

    var status: Status {
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .command
        case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE: .rows
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: .copy
        case PGRES_PIPELINE_ABORTED: .aborted
        case PGRES_PIPELINE_SYNC: .sync
        default: .failed
        }
    }

    /// Whether it is of a command that ended a transaction or went back to a savepoint.
    var leavesTransaction: Bool {
        guard status == .command, let tag = unsafe PQcmdStatus(result) else { return false }
        return ["ROLLBACK", "COMMIT"].contains(unsafe String(cString: tag))
    }

    /// The rows a command touched; 0 for commands that touch none.
    var affectedRows: Int {
        guard let text = unsafe PQcmdTuples(result) else { return 0 }
        var count = 0
        var index = 0
        while true {
            let digit = unsafe Int(text[index]) - 48
            guard (0...9).contains(digit) else { return count }
            count = count * 10 + digit
            index += 1
        }
    }

    var rowCount: Int { Int(unsafe PQntuples(result)) }

    /// What rows are decoded from; not to be kept longer than this handle.
    var cells: ResultCells { unsafe ResultCells(borrowing: result) }

    // MARK: - Errors

    /// The fields of an error, by libpq's letters.
    enum Field: Int32 {
        case severity = 86  // V, never translated
        case sqlState = 67  // C
        case message = 77  // M
        case detail = 68  // D
        case hint = 72  // H
        case context = 87  // W
        case table = 116  // t
        case constraint = 110  // n
        case sourceFunction = 82  // R
    }

    func field(_ field: Field) -> String? {
        guard let text = unsafe PQresultErrorField(result, field.rawValue) else { return nil }
        return unsafe String(cString: text)
    }

    /// The whole complaint of a failure that the server did not word.
    var complaint: String {
        guard let text = unsafe PQresultErrorMessage(result) else { return "" }
        return unsafe String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " | ")
    }
}
