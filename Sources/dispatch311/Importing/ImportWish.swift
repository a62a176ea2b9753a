import Boundaries

/// What is to be made of a source.
struct ImportWish: Sendable, Hashable {
    /// The file or address as it was given.
    let source: String
    /// The source's layer, where it has several.
    let sourceLayer: String?
    /// The reference system the person says the source has: `EPSG:2263`.
    let fromSystem: String?
    /// Digits after the decimal point of a degree.
    let decimals: Int
    /// The layer to be; its key is empty where none was named.
    let definition: LayerDefinition
    /// Where every position must lie, as `layers.yml` says.
    let extent: BoundingBox?
    /// Where the file will be.
    let target: String
    /// Where a result with faults is kept; nil drops it.
    let kept: String?
    /// How long one of GDAL's programs may run.
    let limit: Duration

    /// What so many decimals are on the ground, at the equator.
    var precision: String {
        let metres = (0..<decimals).reduce(111_320.0) { metres, _ in metres / 10 }
        let size =
            switch metres {
            case ..<0.000_095: "less than 0.1 mm"
            case ..<0.0095: NumberText.fixed(metres * 1000, digits: 1) + " mm"
            case ..<0.95: NumberText.fixed(metres * 100, digits: 0) + " cm"
            default: NumberText.fixed(metres, digits: 0) + " m"
            }
        return "coordinates with \(decimals) decimals, steps of \(size)"
    }
}
