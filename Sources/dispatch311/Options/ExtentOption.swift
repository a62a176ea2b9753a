import Boundaries

/// An extent as people write it.
enum ExtentOption {
    /// Reads "west,south,east,north" in degrees, GeoJSON's order (RFC 7946, section 5).
    static func box(_ text: String) throws(CommandError) -> BoundingBox {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0.trimmed) }
        guard numbers.count == 4, let west = numbers[0], let south = numbers[1], let east = numbers[2],
            let north = numbers[3], west < east, south < north,
            let low = try? Coordinate(latitude: south, longitude: west),
            let high = try? Coordinate(latitude: north, longitude: east)
        else {
            throw CommandError(
                .usage,
                "--extent: expected west,south,east,north in degrees, found \"\(text)\"",
                remedy: "New York is --extent=-74.3,40.45,-73.65,40.95"
            )
        }
        return BoundingBox(low, high)
    }
}
