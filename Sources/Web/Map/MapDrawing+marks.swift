import Boundaries

/// What lies over the map: the scale, the crosshair, the pin.
extension MapDrawing {
    /// Two bars, metres over feet.
    var measure: String {
        let bars =
            [ScaleBar(.metric, metresPerPixel: view.metresPerPixel, most: 100)]
            + [ScaleBar(.american, metresPerPixel: view.metresPerPixel, most: 100)]
        let y = view.height - 22
        var path = ""
        var texts = ""
        for (index, bar) in bars.enumerated() {
            // The bars share their middle line: one has its ends above it, the other below.
            path += "M8 \(index == 0 ? y - 5 : y + 5)V\(y)H\(8 + bar.pixels)V\(index == 0 ? y - 5 : y + 5)"
            texts += "<text class=\"map-measure\" x=\"13\" y=\"\(index == 0 ? y - 4 : y + 12)\">\(bar.text)</text>\n"
        }
        return "<path class=\"map-casing\" d=\"\(path)\"/><path class=\"map-rule\" d=\"\(path)\"/>\n" + texts
    }

    var marks: String {
        var svg = ""
        if hasCrosshair {
            let (x, y) = (view.width / 2, view.height / 2)
            let path = "M\(x - 16) \(y)h11M\(x + 5) \(y)h11M\(x) \(y - 16)v11M\(x) \(y + 5)v11"
            svg += "<path class=\"map-casing\" d=\"\(path)\"/><path class=\"map-cross\" d=\"\(path)\"/>\n"
        }
        if let pin {
            let place = view.pixel(of: pin)
            // A pin whose point is not in the picture would point at a wrong place.
            guard (0...Double(view.width)).contains(place.x), (0...Double(view.height)).contains(place.y) else {
                return svg
            }
            let (x, y) = (Self.tenths(place.x), Self.tenths(place.y))
            svg += """
                <g transform="translate(\(x) \(y))"><path class="map-pin" \
                d="M0 0c-3-9-11-13-11-22a11 11 0 0 1 22 0c0 9-8 13-11 22z"/><circle class="map-eye" cy="-22" r="4"/></g>

                """
        }
        return svg
    }

    private static func tenths(_ pixels: Double) -> String {
        let tenths = Int((pixels * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
