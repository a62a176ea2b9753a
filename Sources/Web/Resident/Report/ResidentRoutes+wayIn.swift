import ServiceRequests

extension ResidentRoutes {
    /// How a report comes in that is sent from a page.
    ///
    /// Of a caller's nothing is said here: the address alone is no proof that staff entered it. Nor of an edge: whether what
    /// was answered still holds, `knowing` says.
    func wayIn(of report: ReportForm, _ visit: PageVisit) -> ServiceRequest.WayIn {
        ServiceRequest.WayIn(
            visit.kiosk == nil ? .web : .kiosk,
            language: visit.language,
            kiosk: visit.kiosk?.id,
            looksLike: report.seenRequests
        )
    }
}
