/// A rectangle of latitudes and longitudes, its edges included.
///
/// It never crosses the antimeridian: RFC 7946 has geometry cut there, and an extent that would cross it is given as
/// the whole −180…180.
public struct BoundingBox: Sendable, Hashable {
    /// The lowest latitude.
    public private(set) var south: Double
    /// The lowest longitude.
    public private(set) var west: Double
    /// The highest latitude.
    public private(set) var north: Double
    /// The highest longitude.
    public private(set) var east: Double

    /// Creates the smallest box that holds two positions.
    public init(_ first: Coordinate, _ second: Coordinate) {
        south = min(first.latitude, second.latitude)
        north = max(first.latitude, second.latitude)
        west = min(first.longitude, second.longitude)
        east = max(first.longitude, second.longitude)
    }

    /// Creates the smallest box that holds every position; nil when there is none.
    public init?(_ coordinates: some Sequence<Coordinate>) {
        var box: BoundingBox?
        for coordinate in coordinates {
            box = box?.extended(to: coordinate) ?? BoundingBox(coordinate, coordinate)
        }
        guard let box else { return nil }
        self = box
    }

    /// Whether a position lies in the box or on its edge.
    public func contains(_ coordinate: Coordinate) -> Bool {
        contains(latitude: coordinate.latitude, longitude: coordinate.longitude)
    }

    /// The smallest box that holds this one and a position.
    public func extended(to coordinate: Coordinate) -> BoundingBox {
        var box = self
        box.extend(latitude: coordinate.latitude, longitude: coordinate.longitude)
        return box
    }

    /// The smallest box that holds both.
    public func union(_ other: BoundingBox) -> BoundingBox {
        var box = self
        box.extend(latitude: other.south, longitude: other.west)
        box.extend(latitude: other.north, longitude: other.east)
        return box
    }

    func contains(latitude: Double, longitude: Double) -> Bool {
        latitude >= south && latitude <= north && longitude >= west && longitude <= east
    }

    mutating func extend(latitude: Double, longitude: Double) {
        south = min(south, latitude)
        north = max(north, latitude)
        west = min(west, longitude)
        east = max(east, longitude)
    }
}

extension BoundingBox: CustomStringConvertible {
    /// "40.4…41.0 north, -74.3…-73.6 east".
    public var description: String { "\(south)…\(north) north, \(west)…\(east) east" }
}
