public import Foundation

/// A file to look at, and what is known of it.
public struct LintSubject: Sendable {
    /// The file's bytes.
    public let data: Data
    /// The file's name, for findings and for the commands in remedies.
    public let file: String
    /// The property that holds a boundary's id; nil has it guessed.
    public let key: String?
    /// The property that holds a boundary's name; nil where the id is the name.
    public let label: String?
    /// The properties kept for routing conditions.
    public let properties: [String]
    /// Where every position must lie; nil accepts any place on the earth.
    public let extent: BoundingBox?

    /// Creates a subject; nothing is looked at yet.
    public init(
        data: Data,
        file: String,
        key: String? = nil,
        label: String? = nil,
        properties: [String] = [],
        extent: BoundingBox? = nil
    ) {
        self.data = data
        self.file = file
        self.key = key
        self.label = label
        self.properties = properties
        self.extent = extent
    }

    /// The same file with other bytes and, where it had to be guessed, the key that was found.
    func with(_ data: Data, key: String) -> LintSubject {
        LintSubject(data: data, file: file, key: key, label: label, properties: properties, extent: extent)
    }
}
