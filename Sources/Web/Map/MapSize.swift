/// The sizes in CSS pixels that pages show the map in; there are no others, so that a click is exact without script.
///
/// An `<input type="image">` tells the server a click in CSS pixels of the picture **as it is displayed**, and nobody
/// tells the server how large that is. So pages show a map only in these sizes, with `width` and `height` on the
/// element and `max-width: none` in the style sheet; browser zoom and the density of the screen change neither.
/// `narrow` fits a window of 320 pixels with 16 on each side. A page that wants the wide one where there is room holds
/// two inputs, of which the style sheet hides one, and each is named after its size:
///
///     <input type="image" class="map-narrow" name="point" width="288" height="288" src="/map.svg?…&w=288&h=288">
///     <input type="image" class="map-wide" name="point-wide" width="608" height="432" src="/map.svg?…&w=608&h=432">
///
/// Centre and zoom are the same in both and travel in hidden fields; `MapPick` tells which was clicked. A browser gets
/// both pictures, hidden or not. A field for text needs a button of its own before these in its form, or a form of its
/// own: the return key presses a form's first button, and these are buttons.
package enum MapSize: String, Sendable, Hashable, CaseIterable {
    /// 288 × 288, for every window.
    case narrow = "point"
    /// 608 × 432, for windows of 640 pixels and more.
    case wide = "point-wide"

    /// The name of the input.
    package var field: String { rawValue }

    /// The width in CSS pixels.
    package var width: Int {
        switch self {
        case .narrow: 288
        case .wide: 608
        }
    }

    /// The height in CSS pixels.
    package var height: Int {
        switch self {
        case .narrow: 288
        case .wide: 432
        }
    }
}
