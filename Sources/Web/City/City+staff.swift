import ServiceRequests
import Store

extension City {
    /// Reads staff's lists of work items.
    var worklists: Worklists { Worklists(pool: pool, jurisdiction: row, privateServices: catalog.privateServices) }
    /// Reads single requests for staff.
    var files: CaseFiles { CaseFiles(pool: pool, jurisdiction: row, privateServices: catalog.privateServices) }
    /// Shows departments whom they can ask.
    var contacts: ContactLooks { ContactLooks(pools: pools, jurisdiction: row) }
    /// Reads what happened, for pages that hear of it.
    var events: EventReader { EventReader(pool: pool, jurisdiction: row) }
    /// Reads what a department's desk shows.
    var desk: Desk { Desk(pool: pool, jurisdiction: row, privateServices: catalog.privateServices) }
    /// Reads what waits for a person's decision.
    var triage: Triage {
        Triage(
            pool: pool,
            jurisdiction: row,
            privateServices: catalog.privateServices,
            nearness: EdgeQuestion.reach
        )
    }
    /// What people found that the catalog should have known.
    var findings: CatalogFindings {
        CatalogFindings(pool: pool, jurisdiction: row, privateServices: catalog.privateServices)
    }
    /// The lists that people gave names.
    var views: SavedViews { SavedViews(pool: pool, jurisdiction: row) }
}

extension Catalog {
    /// The codes of the services that are private now.
    var privateServices: [String] { services.filter { $0.visibility == .private }.map(\.code) }
}
