import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension FollowRoutes {
    /// GET `/follow/{follower}`: the button that says yes; once it was pressed, what is followed and how to end it.
    ///
    /// Looking at it changes nothing: programs open the links of mails before people do.
    func token(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let follower = try await follower(context, visit) else { return gone(visit) }
        return page(follower, visit, isLeaving: false)
    }

    /// POST `/follow/{follower}`: the owner of the address says yes.
    func confirm(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        try SameOrigin.check(request)
        guard let key = key(context), let follower = try await visit.city.followers.confirm(key) else {
            return gone(visit)
        }
        return Pages.redirect(to: visit.address("/follow/\(follower.key.text)"))
    }

    /// GET `/follow/{follower}/end`: the button that ends it.
    func leave(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        guard let follower = try await follower(context, visit) else { return ended(visit) }
        return page(follower, visit, isLeaving: true)
    }

    /// POST `/follow/{follower}/end`: ends it at once, whoever sends it and whatever its body says.
    ///
    /// Mail programs press it for their readers (RFC 8058, one-click), without cookies and without saying where they come
    /// from; the address itself is the proof. Pressed again it says the same.
    func end(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        if let key = key(context) { _ = try await visit.city.followers.end(key) }
        return ended(visit)
    }

    private func key(_ context: DispatchContext) -> FollowerKey? {
        context.captured("follower").flatMap { FollowerKey($0) }
    }

    private func follower(_ context: DispatchContext, _ visit: PageVisit) async throws(StoreError) -> Follower? {
        guard let key = key(context) else { return nil }
        return try await visit.city.followers.follower(key)
    }

    private func page(_ follower: Follower, _ visit: PageVisit, isLeaving: Bool) -> Response {
        let words = visit.words
        let what: String
        let address: String
        switch follower.subject {
        case .request(let id):
            let reference = ServiceRequest.ID(id)?.grouped ?? id
            what = words("follow_mail_reference", ["reference": reference])
            address = "/r/\(id)"
        case .place(let place, let code):
            what = visit.city.placeWords(place, code, words)
            let fields =
                [("layer", place.layer), ("boundary", place.boundary)] + (code.map { [("service_code", $0)] } ?? [])
            address = "/follow/places?" + FormParameters(fields.map { .init(name: $0.0, value: $0.1) }).encoded
        }
        let base = "/follow/\(follower.key.text)"
        let heading =
            if isLeaving {
                words("follow_leave_heading", ["what": what])
            } else if follower.isConfirmed {
                words("follow_confirmed_heading", ["what": what])
            } else {
                words("follow_confirm_heading", ["what": what])
            }
        let view = FollowTokenView(
            heading: Passage(heading),
            isQuestion: !isLeaving && !follower.isConfirmed,
            isLeaving: isLeaving,
            confirm: visit.address(base),
            end: visit.address("\(base)/end"),
            address: visit.address(address)
        )
        return secret(Page("follow-token", title: heading, view: view), visit)
    }

    private func gone(_ visit: PageVisit) -> Response {
        let words = visit.words
        let view = MessageView(
            heading: words("follow_gone_heading"),
            sentences: [words("follow_gone")],
            ways: [.init(address: visit.address("/follow"), label: words("frame_follow"))]
        )
        return resident.message(view, status: .notFound, for: visit)
    }

    private func ended(_ visit: PageVisit) -> Response {
        let words = visit.words
        let view = MessageView(
            heading: words("follow_ended_heading"),
            sentences: [words("follow_ended")],
            ways: [.init(address: visit.address("/follow"), label: words("frame_follow"))]
        )
        return resident.message(view, for: visit)
    }
}

/// What `follow-token.mustache` shows.
struct FollowTokenView: Sendable {
    let heading: Passage
    /// Whether it asks the owner of the address to say yes.
    let isQuestion: Bool
    /// Whether it only asks to end it.
    let isLeaving: Bool
    let confirm: String
    let end: String
    /// The page of what is followed.
    let address: String
}
