import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

/// The catalog for staff to read: what is in force, what each service says, and the files as they were published.
struct CatalogRoutes: Sendable {
    static let path = "/dispatch/catalog"

    let pages: Pages

    /// GET `/dispatch/catalog`: what is in force and since when, its services, what is wrong with it, and its history.
    func overview(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let city = visit.city
        let log = try await city.publications.all()
        let waiting = try await Schedule(pool: city.pool, jurisdiction: city.row).waiting()
        let files = try await city.catalogFiles(city.publication.catalog)
        let view = CatalogView(
            visit,
            log: log,
            waiting: waiting,
            files: files.map(\.path),
            issues: await city.catalogIssues(in: files),
            search: visit.page.query["q"]
        )
        return pages.response(Page("catalog", title: "Catalog", view: view, audience: .staff), for: visit.page)
    }

    /// GET `/dispatch/catalog/services/{code}`: one service, or what another site does, in words.
    func service(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        guard let code = context.captured("code"), let view = ServicePageView(code, in: visit) else {
            throw Refusal.notFound("there is no service of this code in the catalog that is in force")
        }
        return pages.response(
            Page("catalog-service", title: view.name, view: view, audience: .staff),
            for: visit.page
        )
    }

    /// GET `/dispatch/catalog/files/…`: a file as it was published, in the version in force or in an earlier one.
    func file(_ request: Request, _ context: DispatchContext, _ visit: StaffVisit) async throws -> Response {
        let path = [context.captured("file"), context.captured("name")].compactMap(\.self).joined(separator: "/")
        let city = visit.city
        let spans = VersionInForce.catalogs(in: try await city.publications.all())
        let version = visit.page.query["version"] ?? city.publication.catalog
        guard spans.contains(where: { $0.version == version }),
            let file = try await city.catalogFiles(version).first(where: { $0.path == path })
        else { throw Refusal.notFound("there is no such file in that version of the catalog") }
        let view = FileView(file, version: version, spans: spans, visit)
        return pages.response(
            Page("catalog-file", title: path, view: view, audience: .staff),
            for: visit.page
        )
    }
}
