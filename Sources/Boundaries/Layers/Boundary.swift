/// One polygon (or several with one id) of a layer: the 75th precinct, Queens Community District 7.
public struct Boundary: Sendable, Hashable {
    /// The id the City itself uses: `75`, `307`, `QN`.
    public let id: String

    /// The name a person reads.
    public let name: String

    /// The properties that routing conditions may ask for, as text.
    public let properties: [String: String]

    /// The area covered; more than one polygon for islands.
    public let polygons: [Polygon]

    /// Creates a boundary from checked parts; `BoundaryReader` is where they are checked.
    public init(id: String, name: String, properties: [String: String] = [:], polygons: [Polygon]) {
        self.id = id
        self.name = name
        self.properties = properties
        self.polygons = polygons
    }
}
