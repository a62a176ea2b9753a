/// One row of a result, lent to the closure that decodes it.
///
/// It can be neither copied nor kept: what leaves the closure is the decoded value.
public struct Row: ~Copyable {
    private let cells: ResultCells
    private let index: Int32
    private let fileID: String
    private let line: Int

    // Swift 6.3.1 crashes when it inlines this into a specialized `query` (GenericSpecializer, SILValue.h:375).
    @inline(never)
    init(_ cells: ResultCells, index: Int32, fileID: String, line: Int) {
        self.cells = cells
        self.index = index
        self.fileID = fileID
        self.line = line
    }

    /// Reads the only column; throws `.decoding` when there are others.
    public func decode<T: PostgresDecodable>(_ type: T.Type) throws(PostgresError) -> T {
        guard cells.columnCount == 1 else {
            throw fault("expected 1 columns, found \(cells.columnCount)")
        }
        return try cell(0, as: type)
    }

    /// Reads the columns in their order; throws `.decoding` when there are not as many as types.
    public func decode<each T: PostgresDecodable>(
        _ types: repeat (each T).Type
    ) throws(PostgresError) -> (repeat each T) {
        var column: Int32 = 0
        let values = (repeat try next(&column, as: (each T).self))
        guard column == cells.columnCount else {
            throw fault("expected \(column) columns, found \(cells.columnCount)")
        }
        return values
    }

    /// Reads the column with this name, which may be an optional; the name is in lower case.
    public func decode<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws(PostgresError) -> T {
        guard let number = cells.column(named: column) else {
            let names = (0..<cells.columnCount).map { cells.name(ofColumn: $0) }
            throw fault("expected a column \(column), found \(names.joined(separator: ", "))")
        }
        return try cell(number, as: type)
    }

    private func next<T: PostgresDecodable>(_ column: inout Int32, as type: T.Type) throws(PostgresError) -> T {
        guard column < cells.columnCount else {
            throw fault("expected more than \(cells.columnCount) columns")
        }
        defer { column += 1 }
        return try cell(column, as: type)
    }

    private func cell<T: PostgresDecodable>(_ column: Int32, as type: T.Type) throws(PostgresError) -> T {
        do throws(PostgresError) {
            return try cells.decode(row: index, column: column, as: type)
        } catch {
            throw fault("column \(cells.name(ofColumn: column)): \(error.detail)")
        }
    }

    /// Lends this row to a caller's closure and makes its error one of ours.
    func decoded<T>(by decode: (borrowing Row) throws -> T) throws(PostgresError) -> T {
        do {
            return try decode(self)
        } catch let error as PostgresError {
            throw error
        } catch {
            throw fault(String(reflecting: error))
        }
    }

    private func fault(_ detail: String) -> PostgresError {
        PostgresError(.decoding, detail: "row \(index + 1), \(detail)", fileID: fileID, line: line)
    }
}
