import ServiceRequests

/// One thing that is wrong, and where.
struct FindingLine: Sendable {
    let isError: Bool
    /// "services/street.yml, line 12".
    let place: String
    /// The key path in the file; nil for a file as a whole and for boundaries, whose words say it.
    let path: String?
    let words: String
    /// Where the line is to be seen; nil where nobody knows it.
    let address: String?

    /// The line itself; nil where nobody has it.
    let source: String?

    /// `address` gives the place of a line in a file, and `source` the line.
    init(
        _ finding: Finding,
        address: (_ file: String, _ line: Int) -> String?,
        source: (_ file: String, _ line: Int) -> String? = { _, _ in nil }
    ) {
        isError = finding.severity == CatalogIssue.Severity.error.rawValue
        place = finding.line.map { "\(finding.file), line \($0)" } ?? finding.file
        // The words of a boundary's fault name the feature and the place, its path only the boundary.
        let isOfCatalog = finding.file.hasSuffix(".yml")
        path = isOfCatalog && !finding.path.isEmpty ? finding.path : nil
        let start = "\(finding.file): "
        words =
            isOfCatalog || !finding.text.hasPrefix(start)
            ? finding.message : String(finding.text.dropFirst(start.count))
        self.address = finding.line.flatMap { address(finding.file, $0) }
        self.source = finding.line.flatMap { source(finding.file, $0) }
    }
}
