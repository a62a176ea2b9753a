import GeoReport
import Hummingbird
import Logging
import Store

extension ResidentRoutes {
    /// What is still to be done for a report that is stored: its draft is closed, and whoever closes it asks the resident by
    /// mail whether they want mails, where they said so.
    ///
    /// Whoever comes by the draft later does it where the answer to the sending was lost. The request is stored whatever
    /// becomes of this: its key tells the draft's fate as well.
    func finish(_ draft: ReportDraft.ID, as id: String, _ visit: PageVisit, _ logger: Logger? = nil) async {
        do throws(StoreError) {
            guard let form = try await visit.city.drafts.close(draft, as: id),
                let parameters = try? FormParameters(decoding: form.utf8)
            else { return }
            await follow(id, as: ReportForm(parameters), sent: draft, visit, logger)
        } catch {
            logger?.warning("A sent draft could not be emptied", metadata: error.metadata)
        }
    }

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
