/// What a lint says of one file.
public struct LintResult: Sendable, Hashable {
    /// The file, as the lint was told its name.
    public let file: String
    /// Features in it; 0 where it cannot be told.
    public let features: Int
    /// The property that was taken for the key; nil where there was nothing to guess from.
    public let key: String?
    /// Why that property, where it was guessed.
    public let guess: String?
    /// Everything found: first what concerns the whole file, then feature by feature.
    public let findings: [BoundaryFinding]

    /// How many findings are as bad as this.
    public func count(_ severity: BoundaryFinding.Severity) -> Int { findings.count { $0.severity == severity } }

    /// Whether the reader takes the file.
    public var isReadable: Bool { !findings.contains { $0.severity == .error } }
}
