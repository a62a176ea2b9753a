/// Reads a catalog from its files, strictly: an unknown key is an error, and everything wrong is said at once.
///
/// The format of `departments.yml` and `services/*.yml` is described at `CatalogReader.departments` and
/// `CatalogReader.services`, that of `jurisdiction.yml` at `CatalogReader.jurisdiction`.
public struct CatalogReader {
    /// Creates a reader; it keeps nothing between readings.
    public init() {}

    /// Reads `jurisdiction.yml`, `departments.yml` and `services/*.yml`.
    ///
    /// Throws `CatalogError.issues` with every error, in the order of files and lines, when there is one. What can only
    /// be checked against the layers is left to `CatalogLint`.
    public func read(_ files: [SourceFile]) throws(CatalogError) -> Catalog {
        try readWithLines(files).catalog
    }

    /// Reads a catalog and remembers where everything stands.
    func readWithLines(_ files: [SourceFile]) throws(CatalogError) -> (catalog: Catalog, lines: SourceLines) {
        let log = IssueLog()
        let files = files.sorted { $0.path < $1.path }
        var roots: [String: YAMLValue] = [:]
        for (index, file) in files.enumerated() {
            if index > 0, files[index - 1].path == file.path {
                log.report(CatalogIssue(file: file.path, message: "expected every file once, found it again"))
            } else if Self.isKnown(file.path) {
                roots[file.path] = YAMLValue.root(of: file, log: log)
            } else {
                let message = "expected jurisdiction.yml, departments.yml or services/<name>.yml, found another file"
                log.report(CatalogIssue(file: file.path, message: message))
            }
        }
        for path in ["jurisdiction.yml", "departments.yml"] where !files.contains(where: { $0.path == path }) {
            log.report(CatalogIssue(file: path, message: "expected this file, found none"))
        }
        if !files.contains(where: { $0.path.hasPrefix("services/") }) {
            log.report(
                CatalogIssue(file: "services", message: "expected at least one file services/<name>.yml, found none")
            )
        }
        let jurisdiction = roots["jurisdiction.yml"].flatMap { Self.jurisdiction($0) }
        let departments = roots["departments.yml"].flatMap { Self.departments($0) }
        var found: [Located] = []
        for file in files where file.path.hasPrefix("services/") {
            found += roots[file.path].map { Self.services($0) } ?? []
        }
        guard let jurisdiction, let departments else { throw .issues(log.issues.inOrder) }
        let located = Self.sorted(found, by: jurisdiction.groups)
        let services = located.compactMap { $0.entry.service }
        let elsewhere = located.compactMap { $0.entry.elsewhere }
        let catalog = Catalog(
            jurisdiction: jurisdiction,
            version: CatalogVersion(files: files).version,
            departments: departments,
            services: services,
            elsewhere: elsewhere
        )
        var lines = log.lines
        lines.services = located.filter { $0.entry.service != nil }.map(\.site)
        lines.elsewhere = located.filter { $0.entry.elsewhere != nil }.map(\.site)
        var report = LintReport(catalog: catalog, lines: lines)
        report.checkCatalog()
        report.issues.filter { $0.severity == .error }.forEach { log.report($0) }
        guard log.isClean else { throw .issues(log.issues.inOrder) }
        return (catalog, lines)
    }

    /// An entry of a file of services, and where it stands.
    struct Located {
        let entry: Catalog.Entry
        let site: SourceLines.Site
    }

    /// Groups in the jurisdiction's order, each group's entries in the order of files and lines.
    private static func sorted(_ entries: [Located], by groups: [Jurisdiction.Group]) -> [Located] {
        let known = groups.map(\.id)
        let ordered = known.flatMap { group in entries.filter { $0.entry.group == group } }
        return ordered + entries.filter { !known.contains($0.entry.group) }
    }

    private static func isKnown(_ path: String) -> Bool {
        if path == "jurisdiction.yml" || path == "departments.yml" { return true }
        return path.hasPrefix("services/") && path.hasSuffix(".yml") && path.filter { $0 == "/" }.count == 1
    }
}
