import Hummingbird
import Logging
import Store

extension ResidentRoutes {
    /// The address of what a draft became: its private link while the draft tells that, else its public page.
    ///
    /// The report is stored by then. A database that does not answer costs the link, which the draft's own address gives
    /// again for as long as `ReportDrafts.linking`.
    func sentPage(of draft: ReportDraft.ID, as id: String, _ visit: PageVisit, _ logger: Logger? = nil) async -> String
    {
        // A kiosk shows what there is to take along, under an address that ends with the visit.
        if let kiosk = visit.kiosk { return visit.slip(of: draft, at: kiosk) }
        var key = ""
        do throws(StoreError) {
            if let link = try await visit.city.drafts.link(of: draft), link.id == id { key = "key=\(link.key.text)&" }
        } catch {
            logger?.warning("A sent report's private link could not be read", metadata: error.metadata)
        }
        return visit.address("/r/\(id)?\(key)new=1")
    }
}
