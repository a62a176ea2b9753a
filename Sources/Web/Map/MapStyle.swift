import Crypto
import Foundation

/// How the map looks: colours in light and dark, and widths.
///
/// What the city's boundaries do not hold is of no kind that is known here, water or somebody else's land: it is grey.
/// Lines, pin and crosshair have at least 3:1 against everything they can lie on; what a colour says is also said by
/// a dash, a hatching, a shape or a name.
package enum MapStyle {
    /// What stands in a picture's `<style>`, to the letter.
    static let sheet = "\n\(css)\n"

    /// What a Content-Security-Policy calls the sheet, so that a picture may use it and no other.
    static let source = source(of: sheet)

    /// What stands in a square's `<style>`: the ground's colours alone, for a map has many squares.
    static let tileSheet = ground

    /// What a Content-Security-Policy calls it.
    static let tileSource = source(of: tileSheet)

    private static func source(of sheet: String) -> String {
        "'sha256-\(Data(SHA256.hash(data: Data(sheet.utf8))).base64EncodedString())'"
    }

    private static let light = """
        --outside:#d4d7da;--water:#c3dbe8;--land:#faf8f4;--park:#cfe6bf;--airport:#e4e0ec;--block:#e3dbcd;\
        --street:#b9ae9d
        """
    private static let dark = """
        --outside:#191b1e;--water:#0e1c2c;--land:#33363c;--park:#23432d;--airport:#443e5c;--block:#4a4e57;\
        --street:#6b707b
        """

    private static let ways = """
        .map-outside{fill:var(--outside)}
        .map-land{fill:var(--land);stroke:var(--land);stroke-width:5;fill-rule:evenodd}
        .map-park{fill:var(--park);fill-rule:evenodd}.map-airport{fill:var(--airport);fill-rule:evenodd}
        .map-block{fill:var(--block)}.map-lake{fill:var(--water);fill-rule:evenodd}
        .map-street{fill:none;stroke:var(--street);stroke-width:15}
        """

    private static let ground = ".map{\(light)}@media (prefers-color-scheme:dark){.map{\(dark)}}\(ways)"

    /// The style sheet, for a page that holds a map inline; a picture of its own carries it inside.
    package static let css = """
        .map{\(light);--line:#6a2c91;--mark:#b3140f;--ink:#1b1b1f;--paper:#fff}
        @media (prefers-color-scheme:dark){.map{\(dark);--line:#d9b8ff;--mark:#ffa79d;--ink:#f2f2f5;--paper:#101114}}
        \(ways)
        .map-line{fill:none;stroke:var(--line);stroke-width:14;stroke-dasharray:70 30;stroke-linejoin:round}
        .map-chosen{fill:url(#map-hatch);stroke:var(--line);stroke-width:32;stroke-linejoin:round;fill-rule:evenodd}
        .map-hatching{stroke:var(--line);stroke-width:12;opacity:.5}
        .map text{font:600 11px system-ui,sans-serif;fill:var(--ink);stroke:var(--paper);stroke-width:3px;\
        stroke-linejoin:round;paint-order:stroke;text-anchor:middle}
        .map .map-measure{font-weight:400;font-size:10px;text-anchor:start}
        .map-rule{fill:none;stroke:var(--ink);stroke-width:1.5}
        .map-casing{fill:none;stroke:var(--paper);stroke-width:4.5;stroke-linecap:round}
        .map-cross{fill:none;stroke:var(--ink);stroke-width:2;stroke-linecap:round}
        .map-pin{fill:var(--mark);stroke:var(--paper);stroke-width:2}.map-eye{fill:var(--paper)}
        """
}
