package import Boundaries

/// What a map is to show.
package struct MapDrawing: Sendable, Hashable {
    /// One boundary of a layer.
    package struct Highlight: Sendable, Hashable {
        /// The layer's id.
        package let layer: String
        /// The boundary's id.
        package let id: String

        /// Names a boundary.
        package init(layer: String, id: String) {
            self.layer = layer
            self.id = id
        }
    }

    /// Which part of the world, how large.
    package var view: MapView
    /// The layer whose lines and names are drawn; with none the land's names are.
    package var layer: String?
    /// The boundary that stands out.
    package var highlight: Highlight?
    /// Where a pin stands.
    package var pin: Coordinate?
    /// Whether the middle is marked, which is what a keyboard chooses.
    package var hasCrosshair: Bool

    /// Creates a drawing.
    package init(
        _ view: MapView,
        layer: String? = nil,
        highlight: Highlight? = nil,
        pin: Coordinate? = nil,
        hasCrosshair: Bool = false
    ) {
        self.view = view
        self.layer = layer
        self.highlight = highlight
        self.pin = pin
        self.hasCrosshair = hasCrosshair
    }

    /// How many blocks may be drawn in a picture of up to 512 × 512 pixels.
    ///
    /// They take some 35 bytes each, and when they are more, they are too small to help.
    private static let blocks = 1400

    /// How many metres a pixel may be where blocks are drawn; with more, streets are narrower than that.
    private static let streetWidth = 20.0

    /// What is drawn under the boundaries.
    func ground(_ projection: MapProjection) -> MapGround {
        let most = Self.blocks * max(view.width * view.height, 512 * 512) / (512 * 512)
        return MapGround(projection: projection, blocks: view.metresPerPixel <= Self.streetWidth ? most : 0)
    }

    /// Draws, as an SVG document or as an element of a page.
    ///
    /// A pure function: the same drawing, atlas and words give the same bytes. An element has no style of its own:
    /// the page's style sheet holds `MapStyle.css`. There may be one a page, for its parts have fixed ids.
    package func svg(of atlas: Atlas, title: String, description: String, isDocument: Bool = true) -> String {
        let projection = MapProjection(view)
        let (width, height) = (view.width, view.height)
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" class="map" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="map-title map-desc">
            <title id="map-title">\(SVGText.escaped(title))</title>
            <desc id="map-desc">\(SVGText.escaped(description))</desc>

            """
        if isDocument { svg += "<style>\(MapStyle.sheet)</style>\n" }
        svg += "<rect class=\"map-outside\" width=\"\(width)\" height=\"\(height)\"/>\n"
        svg += "<g transform=\"scale(.1)\">\n"
        svg += ground(projection).svg(of: atlas)
        svg += boundaries(of: atlas, projection)
        svg += "</g>\n"
        svg += names(of: atlas, projection)
        svg += measure
        svg += marks
        return svg + "</svg>\n"
    }
}
