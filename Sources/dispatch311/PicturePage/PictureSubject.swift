import Boundaries

/// Something of a map that is drawn, numbered, and shown by itself.
struct PictureSubject: Sendable {
    /// What tells it from the map, and from other kinds: a pattern, a form of its mark, a colour.
    enum Kind: String, Sendable, CaseIterable {
        /// In no boundary.
        case gap
        /// In more than one.
        case overlap
        /// Beyond an outline.
        case beyond
        /// In another boundary than before.
        case move
        /// In a boundary that was in none.
        case gain

        /// The mark around its number, as an SVG path: a colour is not all that tells the kinds apart.
        var mark: String {
            switch self {
            case .gap: "M-12 0a12 12 0 1 1 24 0a12 12 0 1 1-24 0z"
            case .overlap: "M-11-11h22v22h-22z"
            case .beyond, .gain: "M0-15l15 15l-15 15l-15-15z"
            case .move: "M-13 0l6-11h14l6 11l-6 11h-14z"
            }
        }
    }

    /// From 1 on, the most important first.
    let number: Int
    /// Which of the kinds it is.
    let kind: Kind
    /// What it is, in a few words: "gap, 5,516 m²".
    let words: String
    /// A place inside it.
    let place: PlanePoint
    /// Its shape.
    let shape: PlaneShape
    /// Where the boundary lay that it was in: a dashed line of its own picture.
    var former: PlaneShape?

    /// Its number and what it is.
    var title: String { "\(number): \(words)" }

    /// The id of what its number leads to: its own picture, or its line of the table.
    func target(_ prefix: String) -> String { "\(prefix)-\(number <= PicturePage.insets ? "i" : "f")\(number)" }
}
