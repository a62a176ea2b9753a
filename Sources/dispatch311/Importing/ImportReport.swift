/// What an import did, as `--json` prints it.
struct ImportReport: Encodable, Sendable {
    /// The layer's id.
    let layer: String
    /// Its file.
    let file: String
    /// How many boundaries it has.
    let boundaries: Int
    /// The version a routing decision would name.
    let version: String
    /// What it was imported from.
    let source: String
    /// The layer's name there; nothing where the file was taken as it is.
    let sourceLayer: String?
    /// The reference system it came in.
    let referenceSystem: String
    /// Digits after the point of a degree; nothing where the file was taken as it is.
    let decimals: Int?
    /// The command that makes the same file; nothing where the file was taken as it is.
    let command: String?
    /// `layers.yml`, which has the layer or should have it.
    let layersFile: String
    /// The lines it has of the layer, or should have.
    let lines: [String]
    /// Whether it has them now.
    let isListed: Bool

    private enum CodingKeys: String, CodingKey {
        case layer, file, boundaries, version, source, decimals, command, lines
        case sourceLayer = "source_layer"
        case referenceSystem = "reference_system"
        case layersFile = "layers_file"
        case isListed = "listed"
    }
}
