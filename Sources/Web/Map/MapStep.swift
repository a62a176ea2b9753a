/// A step from one view of the map to the next.
package enum MapStep: String, Sendable, Hashable, CaseIterable {
    /// Half a picture to the north.
    case north
    /// Half a picture to the south.
    case south
    /// Half a picture to the east.
    case east
    /// Half a picture to the west.
    case west
    /// Twice as large.
    case closer
    /// Half as large.
    case farther
}
