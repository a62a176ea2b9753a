import Boundaries
import ServiceRequests
import Web

/// Whether the sites can report that a catalog says report: each needs a secret to sign with.
struct ElsewhereCheck: Sendable {
    /// Which city.
    let city: CityOptions
    /// The folder of the secrets; nil where none is named.
    let folder: String?

    /// A line for each city that has such entries; what is wrong with the city itself is said elsewhere.
    func checks() async -> [Check] {
        let secrets: ElsewhereSecrets
        do throws(WebError) {
            secrets = try ElsewhereSecrets(folder: folder)
        } catch {
            let remedy = "Put a file {jurisdiction}/{service_code} with a secret a line into --elsewhere-secrets DIR."
            return [.bad("Elsewhere", "\(error)", remedy: remedy)]
        }
        guard let folders = try? city.folders(),
            let ids = try? folders.wanted == nil ? folders.all() : [folders.jurisdiction()]
        else { return [] }
        var checks: [Check] = []
        for id in ids {
            let entries = await entries(of: id, in: folders.catalog)
            guard !entries.isEmpty else { continue }
            checks.append(check(id, entries, secrets))
        }
        return checks
    }

    private func check(_ id: String, _ entries: [Catalog.Elsewhere], _ secrets: ElsewhereSecrets) -> Check {
        let silent = entries.filter { !secrets.canReport($0, in: id) }.map(\.code)
        let all = NumberText.count(entries.count, "entry", "entries")
        guard !silent.isEmpty else { return .good("Elsewhere", "\(id): a secret for each of \(all) with status: true") }
        let codes = silent.joined(separator: ", ")
        let found = "\(id): status: true and no secret: \(codes); nobody can follow what is begun there"
        guard let folder else { return .good("Elsewhere", "\(found); --elsewhere-secrets DIR names their folder") }
        let files = silent.map { "\(folder)/\(id)/\($0)" }.joined(separator: ", ")
        return .bad("Elsewhere", found, remedy: "Put the site's secret into \(files), or take status: true away.")
    }

    private func entries(of id: String, in catalog: String) async -> [Catalog.Elsewhere] {
        await OwnThread.run { () throws(Never) in
            guard let files = try? CatalogFolder.files(in: "\(catalog)/\(id)"),
                let read = try? CatalogReader().read(files)
            else { return [] }
            return read.elsewhere.filter(\.reportsStatus)
        }
    }
}
