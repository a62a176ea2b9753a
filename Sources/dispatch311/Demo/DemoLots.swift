import Boundaries
import Glibc

/// Real places a city's made-up requests may be at: the file `lots.csv` beside its boundaries.
enum DemoLots {
    /// The file's name.
    static let file = "lots.csv"

    /// Reads all places of a folder's file, in its order; none where the folder has no such file.
    ///
    /// Reads from disk, so never on a cooperative thread. A row without a place is an error, for the file is part of
    /// the project and whole.
    static func read(in folder: String) throws(CommandError) -> [Coordinate] {
        let path = "\(folder)/\(file)"
        guard access(path, F_OK) == 0 else { return [] }
        let table = try TableReader(path: path)
        let columns = try CoordinateColumns(in: table)
        var lots: [Coordinate] = []
        do throws(TableError) {
            while let row = try table.next() {
                switch columns.place(of: row, in: table) {
                case .point(let coordinate): lots.append(coordinate)
                case .unreadable(let error): throw error
                case .missing:
                    throw TableError("expected a latitude and a longitude, found none", file: path, line: row.line)
                }
            }
        } catch {
            throw CommandError(.findings, error.description)
        }
        return lots
    }
}
