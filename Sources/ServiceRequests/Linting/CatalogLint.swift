public import Boundaries

/// Finds what is wrong with a catalog that reads well: what only shows when its parts and the layers are held together.
///
/// Errors are what would send work to nobody or leave words untranslated: departments, layers, boundaries, properties,
/// values and questions that are not there, routes that can never win, codes and names that clash, a queue of two
/// meanings. Warnings are departments that no route names.
public enum CatalogLint {
    /// Checks a catalog against the layers it will be used with; empty when all is well.
    ///
    /// A catalog does not remember its lines: places are told by service code.
    public static func issues(in catalog: Catalog, layers: [BoundaryLayer]) -> [CatalogIssue] {
        issues(in: catalog, layers: layers, lines: SourceLines())
    }

    /// Reads a catalog's files and checks it against the layers; every issue has its line.
    ///
    /// Where the files cannot be read as a catalog these are the reader's errors.
    public static func issues(in files: [SourceFile], layers: [BoundaryLayer]) -> [CatalogIssue] {
        do {
            let (catalog, lines) = try CatalogReader().readWithLines(files)
            return issues(in: catalog, layers: layers, lines: lines)
        } catch .issues(let issues) {
            return issues
        } catch {
            return [CatalogIssue(file: "catalog", message: "\(error)")]
        }
    }

    private static func issues(in catalog: Catalog, layers: [BoundaryLayer], lines: SourceLines) -> [CatalogIssue] {
        var report = LintReport(catalog: catalog, lines: lines)
        report.checkCatalog()
        report.check(against: layers)
        return report.issues.inOrder
    }
}
