import Foundation

/// A flat map around one position, in metres: east is longitude shrunk by the cosine of the position's latitude.
///
/// It chooses which point of an edge is nearest; what is reported is always the haversine distance to that point. The
/// choice is off by about tan(latitude) × distance ÷ radius: 0.02 % at 1 km and 0.7 % at 50 km from a point at 41°.
/// Longitudes are compared the short way round, so the antimeridian is no wall; at a pole every longitude is the same
/// place.
struct LocalPlane {
    let latitude: Double
    let longitude: Double
    let metresPerDegreeEast: Double

    static let metresPerDegreeNorth = Coordinate.earthRadius * .pi / 180

    init(at coordinate: Coordinate) {
        latitude = coordinate.latitude
        longitude = coordinate.longitude
        metresPerDegreeEast = Self.metresPerDegreeNorth * max(0, cos(coordinate.latitude * .pi / 180))
    }

    /// The squared distance in this plane within which everything lies that is truly within some metres.
    ///
    /// 2 % is more than the plane is off at the distances it is for.
    func limit(metres: Double) -> Double {
        metres * metres * 1.04
    }

    /// A lower bound of the squared distance, in this plane, to anything inside the box.
    func squaredDistance(to box: BoundingBox) -> Double {
        let north = max(0, box.south - latitude, latitude - box.north) * Self.metresPerDegreeNorth
        let low = box.west - longitude
        let high = box.east - longitude
        var degrees = max(0, low, -high)
        if low < -180 || high > 180 {
            degrees = min(degrees, max(0, low + 360, -(high + 360)), max(0, low - 360, -(high - 360)))
        }
        let east = degrees * metresPerDegreeEast
        return north * north + east * east
    }

    /// The point of a segment nearest to the position, with its squared distance in this plane.
    func nearest(
        from start: (latitude: Double, longitude: Double),
        to end: (latitude: Double, longitude: Double)
    ) -> NearestPoint {
        let low = min(start.longitude, end.longitude) - longitude
        let high = max(start.longitude, end.longitude) - longitude
        let direct = nearest(from: start, to: end, turnedBy: 0)
        guard low < -180 || high > 180 else { return direct }
        let westward = nearest(from: start, to: end, turnedBy: -360)
        let eastward = nearest(from: start, to: end, turnedBy: 360)
        return [direct, westward, eastward].min { $0.squared < $1.squared } ?? direct
    }

    private func nearest(
        from start: (latitude: Double, longitude: Double),
        to end: (latitude: Double, longitude: Double),
        turnedBy turn: Double
    ) -> NearestPoint {
        let fromX = (start.longitude - longitude + turn) * metresPerDegreeEast
        let fromY = (start.latitude - latitude) * Self.metresPerDegreeNorth
        let alongX = (end.longitude - start.longitude) * metresPerDegreeEast
        let alongY = (end.latitude - start.latitude) * Self.metresPerDegreeNorth
        let length = alongX * alongX + alongY * alongY
        // A segment of no length, or one that runs along a parallel at a pole, is its first end.
        let share = length > 0 ? min(1, max(0, -(fromX * alongX + fromY * alongY) / length)) : 0
        let x = fromX + share * alongX
        let y = fromY + share * alongY
        // The end itself, not start + 1 × difference: two edges that share a vertex must give the same number there.
        if share == 1 {
            let endX = (end.longitude - longitude + turn) * metresPerDegreeEast
            let endY = (end.latitude - latitude) * Self.metresPerDegreeNorth
            return NearestPoint(
                squared: endX * endX + endY * endY,
                latitude: end.latitude,
                longitude: end.longitude
            )
        }
        return NearestPoint(
            squared: x * x + y * y,
            latitude: start.latitude + share * (end.latitude - start.latitude),
            longitude: start.longitude + share * (end.longitude - start.longitude)
        )
    }
}
