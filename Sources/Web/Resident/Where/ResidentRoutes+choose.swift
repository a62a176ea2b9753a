import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension ResidentRoutes {
    /// The three ways to say where, and the fourth for who cannot.
    func choosePlace(
        _ visit: PageVisit,
        _ trail: ReportTrail,
        typed: String? = nil,
        mistake: String? = nil
    ) -> Response {
        var kept = trail
        kept.place = nil
        let service = trail.service.flatMap { visit.city.catalog.service(named: $0) }
        let inWords = kept.with { $0.place = .words }
        let view = WhereView(
            service: service?.name.text(in: visit.language),
            fields: kept.fields,
            query: typed,
            mistake: mistake,
            inWords: inWords.address(service == nil && trail.draft == nil ? "/report/what" : "/report/details"),
            back: trail.draft.map { "/report/check?draft=\($0.text)" } ?? "/"
        )
        let title = "Where is the problem?"
        return pages.response(
            Page(
                "where",
                title: mistake == nil ? title : "Error: \(title)",
                view: view,
                status: mistake == nil ? .ok : .unprocessableContent
            ),
            for: visit
        )
    }
}

/// What `where.mustache` shows.
struct WhereView: Sendable {
    /// The service that was chosen before.
    let service: String?
    /// What every form of the page carries on.
    let fields: [HiddenField]
    /// What was searched for.
    let query: String?
    /// What is wrong with them.
    let mistake: String?
    /// Where a place in words leads.
    let inWords: String
    let back: String
}
