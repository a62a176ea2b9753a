import GeoReport
import ServiceRequests

/// What stands around a kiosk's pages instead of the navigation: a way to start again, and words for who went away.
struct KioskFrame: Sendable {
    /// Where a visit begins.
    let home: String
    /// Where what was written is deleted.
    let wipe: String
    /// What is to be deleted, where something is written already.
    let draft: String?
    /// What the button says: that it begins anew, that it deletes what is written, or that the visit is over.
    let label: String
    /// Whether nothing has been chosen yet: then nobody need be asked whether they are still there.
    let isStart: Bool

    /// Nil where the page is on the visitor's own device.
    init?(_ visit: PageVisit, draft: String?) {
        guard let kiosk = visit.kiosk else { return nil }
        home = "/kiosk/\(kiosk.id)"
        wipe = "\(home)/wipe"
        self.draft = draft ?? visit.query["draft"]
        let start: Set = ["kiosk", "centre", "zoom"]
        let isStart = visit.path == "/report/where" && visit.query.parameters.allSatisfy { start.contains($0.name) }
        let isOver = visit.path == "\(home)/sent"
        let isWritten = self.draft != nil
        self.isStart = isStart
        label =
            isOver
            ? visit.words("kiosk_finish") : isWritten ? visit.words("kiosk_delete") : visit.words("kiosk_again")
    }
}
