import Boundaries

/// The points of one kind that every side is asked for.
struct LookupPoints: Sendable {
    /// What they are called in figures.
    let name: String
    let coordinates: [Coordinate]

    /// Spread evenly over a box.
    static func uniform(_ count: Int, over box: BoundingBox, seed: UInt64) -> LookupPoints {
        LookupPoints(name: "uniform", coordinates: spread(count, over: box, seed, "uniform"))
    }

    /// Spread evenly over a box of the same size five degrees away.
    static func far(_ count: Int, from box: BoundingBox, seed: UInt64) -> LookupPoints {
        let shift = box.north > 80 ? -5.0 : 5
        let corners = [(box.south, box.west), (box.north, box.east)].map {
            Coordinate.inRange(latitude: $0.0 + shift, longitude: $0.1 + (box.east > 170 ? -5 : 5))
        }
        return LookupPoints(
            name: "far",
            coordinates: spread(count, over: BoundingBox(corners[0], corners[1]), seed, "far")
        )
    }

    /// So many places taken again and again, each time all of them in another order.
    static func repeated(_ places: [Coordinate], to count: Int, seed: UInt64) -> LookupPoints {
        var dice = ChaosDice(seed: seed, "lots")
        var coordinates: [Coordinate] = []
        coordinates.reserveCapacity(count + places.count)
        while coordinates.count < count, !places.isEmpty { coordinates += places.shuffled(using: &dice) }
        return LookupPoints(name: "lots", coordinates: Array(coordinates.prefix(count)))
    }

    private static func spread(_ count: Int, over box: BoundingBox, _ seed: UInt64, _ salt: String) -> [Coordinate] {
        var dice = ChaosDice(seed: seed, salt)
        return (0..<count).map { _ in
            Coordinate.inRange(
                latitude: .random(in: box.south...box.north, using: &dice),
                longitude: .random(in: box.west...box.east, using: &dice)
            )
        }
    }
}
