/// A piece of land that is in other hands after than before.
public struct MovedPart: Sendable, Hashable {
    /// Whether only one of the two has it at a time.
    public enum Overlap: String, Sendable, Hashable, CaseIterable, Encodable {
        /// It went from the one to the other.
        case none
        /// The one it comes from keeps it, too: from now on both have it.
        case begins
        /// The one it goes to had it, too: until now both had it.
        case ends
    }

    /// The boundary that had it; nil where none did.
    public let from: String?
    /// The boundary that has it; nil where none does.
    public let to: String?
    /// Whether only one of the two has it at a time.
    public let overlap: Overlap
    /// Where it is, each polygon thicker than the tolerance.
    public let polygons: [Polygon]
    /// How much it is.
    public let squareMetres: Double
    /// A place inside its largest polygon.
    public let place: Coordinate

    /// Creates a part.
    public init(
        from: String?,
        to: String?,
        overlap: Overlap = .none,
        polygons: [Polygon],
        squareMetres: Double,
        place: Coordinate
    ) {
        self.from = from
        self.to = to
        self.overlap = overlap
        self.polygons = polygons
        self.squareMetres = squareMetres
        self.place = place
    }
}
