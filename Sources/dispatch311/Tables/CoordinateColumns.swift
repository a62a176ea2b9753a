import Boundaries

/// Which columns of a table hold the place.
struct CoordinateColumns: Sendable, Hashable {
    /// What the cells of a row say.
    enum Place: Sendable, Hashable {
        /// A position on the earth.
        case point(Coordinate)
        /// Both cells are empty.
        case missing
        /// Something else; why it is no position.
        case unreadable(TableError)
    }

    /// Names a column of latitudes may have, in any case.
    static let latitudeNames = ["latitude", "lat", "y"]
    /// Names a column of longitudes may have, in any case.
    static let longitudeNames = ["longitude", "long", "lng", "lon", "x"]

    /// The position of the latitude column.
    let latitude: Int
    /// The position of the longitude column.
    let longitude: Int

    /// Finds the columns, or says which ones there are.
    init(in table: TableReader) throws(CommandError) {
        latitude = try table.position(ofRequired: Self.latitudeNames)
        longitude = try table.position(ofRequired: Self.longitudeNames)
    }

    /// Reads the place of a row.
    func place(of row: TableRow, in table: TableReader) -> Place {
        let latitudeText = row.fields[latitude].trimmed
        let longitudeText = row.fields[longitude].trimmed
        if latitudeText.isEmpty, longitudeText.isEmpty { return .missing }
        func unreadable(_ message: String, _ column: Int) -> Place {
            .unreadable(
                TableError(message, file: table.name, line: row.line, column: column + 1, name: table.columns[column])
            )
        }
        guard let latitudeNumber = Double(latitudeText) else {
            return unreadable("expected a latitude in degrees, found \"\(latitudeText)\"", latitude)
        }
        guard let longitudeNumber = Double(longitudeText) else {
            return unreadable("expected a longitude in degrees, found \"\(longitudeText)\"", longitude)
        }
        do throws(CoordinateError) {
            return .point(try Coordinate(latitude: latitudeNumber, longitude: longitudeNumber))
        } catch {
            if case .longitudeOutOfRange = error { return unreadable(error.description, longitude) }
            return unreadable(error.description, latitude)
        }
    }
}
