import Boundaries

/// A map with a pin and numbered marks around it, as `marked-map.mustache` shows it.
struct MarkedMap: Sendable {
    /// A mark, in pixels from the upper left corner.
    struct Mark: Sendable {
        let number: Int
        let x: Int
        let y: Int
    }

    let source: String
    let width: Int
    let height: Int
    /// What it shows, in words.
    let words: String
    let marks: [Mark]

    /// As close as so many metres around the pin allow; what lies outside the picture is not marked.
    ///
    /// With a boundary, its layer's lines are drawn, and it stands out.
    init(
        _ pin: Coordinate,
        metres: Double,
        words: String,
        marking places: [Coordinate?] = [],
        boundary: Boundary.Reference? = nil
    ) {
        let views = MapView.zooms.reversed().lazy.map { MapView(centre: pin, zoom: $0, size: .narrow) }
        let fitting = views.first { $0.metresPerPixel * Double($0.width) / 2 >= metres * 1.2 }
        let view = fitting ?? MapView(centre: pin, zoom: MapView.zooms.lowerBound, size: .narrow)
        let drawing = MapDrawing(
            view,
            layer: boundary?.layer,
            highlight: boundary.map { MapDrawing.Highlight(layer: $0.layer, id: $0.id) },
            pin: pin
        )
        source = MapAddress.path(of: drawing)
        (width, height) = (view.width, view.height)
        self.words = words
        marks = places.enumerated().compactMap { index, place in
            guard let pixel = place.map({ view.pixel(of: $0) }), (0...Double(view.width)).contains(pixel.x),
                (0...Double(view.height)).contains(pixel.y)
            else { return nil }
            return Mark(number: index + 1, x: Int(pixel.x.rounded()), y: Int(pixel.y.rounded()))
        }
    }
}
