public import Boundaries

/// Finds places by name among the boundaries: neighborhoods, ZIP areas, precincts, districts.
///
/// Immutable, made once a city and version. Upper and lower case and accents do not matter, nor does the order of words,
/// and the end of a word may be missing: `slope park` finds Park Slope, `75 prec` the 75th Precinct. ZIP codes are in the
/// names of their areas. `40.7128, -74.0060` is a place of its own.
public struct PlaceSearch: Sendable {
    /// The most matches ever given.
    public static let maximum = 20

    private let entries: [PlaceEntry]
    private let extent: BoundingBox?

    /// Prepares the boundaries of all layers.
    ///
    /// Some milliseconds. The extent tells a position whose two numbers are swapped.
    public init(layers: [BoundaryLayer], extent: BoundingBox? = nil) {
        self.extent = extent
        entries = layers.enumerated().flatMap { position, layer in
            layer.boundaries.map { PlaceEntry($0, of: layer.definition, at: position) }
        }
    }

    /// The places some words may mean, the best first, at most `maximum`.
    ///
    /// First come names and ids that are the words, then names that begin with them, then those with all the words
    /// whole, then those with words that begin so, last those for which the layer's name helped. Ties go by the
    /// layers' order, then shorter names first, then by name and id: the same words always give the same list.
    public func matches(_ words: String) -> [PlaceMatch] {
        // A name that long is in no layer, and folding costs what the text is long.
        guard words.unicodeScalars.count <= 200 else { return [] }
        if let match = PositionText.coordinate(in: words, extent: extent).map(Self.match) { return [match] }
        let wanted = PlaceWords(words)
        guard !wanted.words.isEmpty else { return [] }
        let ranked = entries.compactMap { entry in entry.rank(of: wanted).map { RankedEntry(rank: $0, entry: entry) } }
        return ranked.sorted().prefix(Self.maximum).compactMap(\.entry.match)
    }

    private static func match(_ coordinate: Coordinate) -> PlaceMatch {
        PlaceMatch(
            kind: .coordinate,
            name: coordinate.description,
            box: BoundingBox(coordinate, coordinate),
            point: coordinate
        )
    }
}
