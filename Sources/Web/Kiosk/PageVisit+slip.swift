import ServiceRequests
import Store

extension PageVisit {
    /// The address of what is taken along from a kiosk.
    func slip(of draft: ReportDraft.ID, at kiosk: Catalog.Kiosk) -> String {
        address("/kiosk/\(kiosk.id)/sent?draft=\(draft.text)")
    }
}
