import Boundaries

/// One square of the map that scripts move: 256 pixels of nothing but the ground.
///
/// The numbers are the usual ones of Web Mercator: at zoom level z the earth is 2^z squares wide, x counts them from
/// 180° west, y from 85.05° north. Names and marks are written over the squares by the script.
struct MapTile: Sendable, Hashable {
    /// Pixels a side.
    static let side = 256

    /// The farthest level at which blocks are drawn; there are too many of them, and they are too small, before.
    ///
    /// By the level alone: neighbours must agree.
    private static let blocksFrom = 14
    /// More blocks than this in one square are no blocks.
    private static let mostBlocks = 4000

    let zoom: Int
    let x: Int
    let y: Int

    /// Names a square; nil where there is none.
    init?(zoom: Int, x: Int, y: Int) {
        guard MapView.zooms.contains(zoom), 0..<(1 << zoom) ~= x, 0..<(1 << zoom) ~= y else { return nil }
        (self.zoom, self.x, self.y) = (zoom, x, y)
    }

    /// Draws the square as an SVG document.
    ///
    /// A pure function. What crosses the edge to the next square crosses it there in the same place, for lines lose
    /// their points before they are cut, and all squares of a level lie on one grid.
    func svg(of atlas: Atlas) -> String {
        let ground = MapGround(
            projection: MapProjection(self),
            blocks: zoom < Self.blocksFrom ? 0 : Self.mostBlocks,
            isTile: true
        )
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="map" width="256" height="256" viewBox="0 0 2560 2560">
            <style>\(MapStyle.tileSheet)</style>
            <rect class="map-outside" width="2560" height="2560"/>
            \(ground.svg(of: atlas))</svg>

            """
    }
}
