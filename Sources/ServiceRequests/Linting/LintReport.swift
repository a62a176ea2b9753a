/// A lint in the making: the catalog, where its parts stand, and what has been found.
struct LintReport {
    typealias Site = SourceLines.Site

    let catalog: Catalog
    let lines: SourceLines
    private(set) var issues: [CatalogIssue] = []

    init(catalog: Catalog, lines: SourceLines) {
        self.catalog = catalog
        self.lines = lines
    }

    mutating func add(_ message: String, at site: Site, severity: CatalogIssue.Severity = .error) {
        let line = lines.line(of: site)
        issues.append(CatalogIssue(severity: severity, file: site.file, line: line, path: site.path, message: message))
    }

    /// Everything that needs no layers.
    mutating func checkCatalog() {
        checkNames()
        checkTranslations()
        checkFront()
        for (index, service) in catalog.services.enumerated() {
            let site = lines.service(index, of: catalog)
            checkQuestions(of: service, at: site)
            checkRoutes(of: service, at: site)
        }
        checkUse()
    }
}
