import Boundaries
import GeoReport

/// The address of a map as a picture, `/map.svg?…`: what pages write and the route reads.
///
/// `lat` and `long` of the middle (the city's), `zoom` (the city seen whole), `w` and `h` in CSS pixels (288),
/// `pin=lat,long`, `layer=id`, `highlight=layer/id`, `crosshair=true`, `jurisdiction_id`, `lang` of its words (the city's first language).
package enum MapAddress {
    /// The sizes that can be asked for, in CSS pixels.
    package static let sides = 64...1024

    private static let names = [
        "lat", "long", "zoom", "w", "h", "pin", "layer", "highlight", "crosshair", "jurisdiction_id", "lang",
    ]

    /// The address of a drawing.
    package static func path(
        of drawing: MapDrawing,
        jurisdiction: String? = nil,
        language: String? = nil
    ) -> String {
        let view = drawing.view
        var query = "lat=\(view.centre.latitude.degrees)&long=\(view.centre.longitude.degrees)&zoom=\(view.zoom)"
        query += "&w=\(view.width)&h=\(view.height)"
        if let pin = drawing.pin { query += "&pin=\(pin.inAddresses)" }
        if let layer = drawing.layer { query += "&layer=\(FormParameters.encoded(layer))" }
        if let highlight = drawing.highlight {
            query += "&highlight=\(FormParameters.encoded(highlight.layer))/\(FormParameters.encoded(highlight.id))"
        }
        if drawing.hasCrosshair { query += "&crosshair=true" }
        if let jurisdiction { query += "&jurisdiction_id=\(FormParameters.encoded(jurisdiction))" }
        if let language { query += "&lang=\(FormParameters.encoded(language))" }
        return "/map.svg?\(query)"
    }

    /// The drawing an address asks for, in a city of this extent with these layers.
    ///
    /// Throws a refusal that names everything that is wrong: unknown and repeated parameters too, for a picture that
    /// shows something else than was meant is worse than none.
    static func drawing(
        _ parameters: FormParameters,
        extent: BoundingBox,
        index: BoundaryIndex,
        languages: [String] = []
    ) throws(Refusal) -> MapDrawing {
        var faults = MapFaults()
        var seen: Set<String> = []
        for name in parameters.parameters.map(\.name) {
            if !names.contains(name) {
                faults.add(name, expected: "one of \(names.joined(separator: ", "))", found: "another parameter")
            } else if !seen.insert(name).inserted {
                faults.add(name, expected: "it once", found: "it again")
            }
        }
        faults.language(parameters, languages)
        let width = faults.number(parameters, "w", in: sides) ?? MapSize.narrow.width
        let height = faults.number(parameters, "h", in: sides) ?? MapSize.narrow.height
        let whole = MapView(showing: extent, width: width, height: height)
        let zoom = faults.number(parameters, "zoom", in: MapView.zooms) ?? whole.zoom
        let centre = faults.centre(parameters) ?? whole.centre
        let drawing = MapDrawing(
            MapView(centre: centre, zoom: zoom, width: width, height: height),
            layer: faults.layer(parameters, index),
            highlight: faults.highlight(parameters, index),
            pin: faults.pin(parameters),
            hasCrosshair: faults.flag(parameters, "crosshair")
        )
        try faults.check()
        return drawing
    }
}
