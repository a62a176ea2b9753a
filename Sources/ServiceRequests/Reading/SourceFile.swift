/// A text file of a catalog, held as a value so that a catalog can also be read from a database.
public struct SourceFile: Sendable, Hashable {
    /// The path relative to the catalog's folder, with forward slashes: `services/noise.yml`.
    public let path: String
    /// Everything in it.
    public let text: String

    /// Creates a file.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
