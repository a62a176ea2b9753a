import Boundaries
import Synchronization

/// A table that is read in batches, each on a thread of its own.
final class PendingTable: Sendable {
    /// How many rows a batch has.
    static let batchSize = 1024

    /// The columns' names.
    let columns: [String]
    /// The file as the person named it.
    let name: String

    private let reader: Mutex<TableReader>

    /// Opens a file and reads its header.
    init(path: String) throws(CommandError) {
        let reader = try TableReader(path: path)
        columns = reader.columns
        name = reader.name
        self.reader = Mutex(reader)
    }

    /// Looks something up in the table's header.
    func header<Value: Sendable>(_ ask: (TableReader) throws(CommandError) -> Value) throws(CommandError) -> Value {
        try reader.withLock { reader throws(CommandError) in try ask(reader) }
    }

    /// Reads a batch and does something with its rows before they leave the thread; empty at the end.
    func batch<Value: Sendable>(
        _ work: @escaping @Sendable (TableReader, TableRow) throws(CommandError) -> Value
    ) async throws(CommandError) -> [Value] {
        try await OwnThread.run { [self] () throws(CommandError) in
            try reader.withLock { reader throws(CommandError) in
                let rows: [TableRow]
                do throws(TableError) {
                    rows = try reader.next(Self.batchSize)
                } catch {
                    throw CommandError(.findings, error.description)
                }
                var values: [Value] = []
                values.reserveCapacity(rows.count)
                for row in rows { values.append(try work(reader, row)) }
                return values
            }
        }
    }
}
