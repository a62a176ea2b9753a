import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Notices
import ServiceRequests
import Store

extension FollowRoutes {
    /// GET `/r/{id}/follow[?key]`: how to be told what becomes of a report.
    func askOfRequest(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text, let sight = try await visit.sight(of: id) else {
            return resident.unknown(text, visit)
        }
        if visit.query["asked"] != nil { return asked(back: visit.address(sight.page()), visit) }
        return page(sight, visit)
    }

    /// POST `/r/{id}/follow[?key]`: an address for mails about a report.
    func orderRequest(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        let text = context.captured("service_request_id") ?? ""
        guard let id = ServiceRequest.ID(text)?.text, let sight = try await visit.sight(of: id) else {
            return resident.unknown(text, visit)
        }
        guard house.offersMail(to: visit) else { return page(sight, visit) }
        if let other = try wished(form, request, visit) { return page(sight, other, typed: form["email"]) }
        guard let address = MailAsk.address(in: form) else {
            let words = visit.words
            return page(sight, visit, typed: form["email"], error: words("follow_email_wrong"))
        }
        let order = FollowOrder(.request(id), email: address.text, language: visit.language, key: sight.key)
        _ = try await visit.city.followers.ask(order)
        return Pages.redirect(to: visit.address(sight.followPage("asked=1")))
    }

    private func page(
        _ sight: StatusSight,
        _ visit: PageVisit,
        typed: String? = nil,
        error: String? = nil
    ) -> Response {
        let (words, record) = (visit.words, sight.record)
        let service = visit.city.catalog.service(named: record.serviceCode)?.name.text(in: visit.language)
        let feed = sight.ties.isPrivate ? nil : visit.address("/r/\(record.id)/feed")
        let around = (sight.rule.shows(.place) ? record.coordinate : nil).map { point in
            visit.address("/follow/places?lat=\(point.latitude.degrees)&long=\(point.longitude.degrees)")
        }
        let view = FollowRequestView(
            service: service ?? record.serviceCode,
            reference: ServiceRequest.ID(record.id)?.grouped ?? record.id,
            back: visit.address(sight.page()),
            mail: house.offersMail(to: visit)
                ? MailAsk(action: visit.address(sight.followPage()), hidden: [], email: typed, error: error) : nil,
            feed: feed,
            around: around
        )
        let title = words("follow_request_heading")
        var page = Page(
            "follow-request",
            title: error == nil ? title : words("follow_error", ["title": title]),
            view: view,
            status: error == nil ? .ok : .unprocessableContent
        )
        page.feed = feed
        page.formID = view.mail == nil ? nil : "answers"
        return secret(page, visit)
    }
}

extension StatusSight {
    /// Where it is asked how to follow the report, with the key of whoever has it.
    func followPage(_ said: String? = nil) -> String {
        let query = [key.map { "key=\($0.text)" }, said].compactMap(\.self).joined(separator: "&")
        return "/r/\(record.id)/follow\(query.isEmpty ? "" : "?\(query)")"
    }
}

/// What `follow-request.mustache` shows.
struct FollowRequestView: Sendable {
    let service: String
    let reference: String
    let back: String
    /// Where an address is typed; nil where nobody is written to.
    let mail: MailAsk?
    /// The report's feed; nil for a private one.
    let feed: String?
    /// The places that the report lies in, to follow one of them.
    let around: String?
}
