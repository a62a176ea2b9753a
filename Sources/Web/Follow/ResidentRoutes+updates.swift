import GeoReport
import Logging
import Notices
import ServiceRequests
import Store

extension ResidentRoutes {
    /// Where the resident is asked by mail, once the report is sent, whether they want mails about it; nil where they did not
    /// say so.
    func updatesAddress(in report: ReportForm, _ visit: PageVisit) -> MailAddress? {
        guard report["updates"] == "yes", house.offersMail(to: visit) else { return nil }
        return report.parameters["email"].flatMap { MailAddress($0) }
    }

    /// Asks the resident who has just sent a report whether the address in it wants mails about it, where they said so.
    ///
    /// The report is stored whatever becomes of this.
    func follow(
        _ id: String,
        as report: ReportForm,
        sent draft: ReportDraft.ID,
        _ visit: PageVisit,
        _ logger: Logger?
    ) async {
        guard let address = updatesAddress(in: report, visit) else { return }
        do throws(StoreError) {
            let key = try await visit.city.drafts.link(of: draft)?.key
            let order = FollowOrder(.request(id), email: address.text, language: visit.language, key: key)
            _ = try await visit.city.followers.ask(order)
        } catch {
            logger?.warning("Nobody could be asked whether to write to them", metadata: error.metadata)
        }
    }
}
