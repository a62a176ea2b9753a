/// Gathers issues and the lines of everything read, while files are read.
///
/// Lives only inside one reading.
final class IssueLog {
    /// Values a catalog may hold in all, so that a file of aliases to aliases ends.
    static let maximumValues = 250_000

    private(set) var issues: [CatalogIssue] = []
    private(set) var lines = SourceLines()
    private var values = 0

    /// Whether nothing has been found that makes the catalog unusable.
    var isClean: Bool { !issues.contains { $0.severity == .error } }

    func report(_ issue: CatalogIssue) {
        issues.append(issue)
    }

    /// Remembers a value's line; false when there are too many values.
    func visit(file: String, path: String, line: Int?) -> Bool {
        values += 1
        if values == Self.maximumValues {
            let message = "expected at most \(Self.maximumValues) values in all files, found more"
            report(CatalogIssue(file: file, line: line, path: path, message: message))
        }
        if let line { lines.record(file: file, path: path, line: line) }
        return values < Self.maximumValues
    }
}
