package import GeoReport

/// What an image input submitted: which size of the map was clicked, and where.
package struct MapPick: Sendable, Hashable {
    /// The size of the map that was clicked.
    package let size: MapSize
    /// CSS pixels from its left edge.
    package let x: Int
    /// CSS pixels from its upper edge.
    package let y: Int

    /// Reads `point.x` and `point.y` or their wide sisters; nil when there is no such pair of whole numbers.
    package init?(_ parameters: FormParameters) {
        for size in MapSize.allCases {
            guard let x = parameters["\(size.field).x"].flatMap({ Int($0) }),
                let y = parameters["\(size.field).y"].flatMap({ Int($0) })
            else { continue }
            self.size = size
            self.x = x
            self.y = y
            return
        }
        return nil
    }
}
