import GeoReport
import Hummingbird
import Store

extension DeskRoutes {
    /// GET `/desk/report[?draft]`: staff begin a report for a caller on the residents' pages, or go on with one.
    func report(_ request: Request, _ context: DispatchContext, _ staff: StaffVisit) async throws -> Response {
        let draft = staff.page.query["draft"].flatMap { ReportDraft.ID($0) }
        return Pages.redirect(
            to: draft.map { "/report/check?draft=\($0.text)&channel=phone" } ?? "/report/where?channel=phone"
        )
    }
}
