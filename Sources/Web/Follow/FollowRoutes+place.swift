import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Notices
import ServiceRequests
import Store

extension FollowRoutes {
    /// GET `/follow/places`: finds a place by its name (`q`), by a point (`lat`, `long`) or on a map; of a chosen one
    /// (`layer`, `boundary`, perhaps `service_code`) how to be told what is reported there.
    func places(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        if visit.query["layer"] != nil || visit.query["boundary"] != nil {
            guard let place = FollowedPlace(visit.query, visit) else { return unknownPlace(visit) }
            if visit.query["asked"] != nil { return asked(back: visit.address(place.address), visit) }
            return page(place, visit)
        }
        return search(visit)
    }

    /// POST `/follow/places`: an address for mails about a place.
    func orderPlace(_ request: Request, _ context: DispatchContext) async throws -> Response {
        let visit = try PageVisit(request, cities: cities)
        let form = try await FormParameters(page: request)
        guard let place = FollowedPlace(form, visit) else { return unknownPlace(visit) }
        guard house.offersMail(to: visit) else { return page(place, visit) }
        if let other = try wished(form, request, visit), let place = FollowedPlace(form, other) {
            return page(place, other, typed: form["email"])
        }
        guard let address = MailAsk.address(in: form) else {
            let words = visit.words
            return page(place, visit, typed: form["email"], error: words("follow_email_wrong"))
        }
        let order = FollowOrder(
            .place(place.name, serviceCode: place.service?.code),
            email: address.text,
            language: visit.language
        )
        _ = try await visit.city.followers.ask(order)
        return Pages.redirect(to: visit.address(place.address + "&asked=1"))
    }

    private func page(
        _ place: FollowedPlace,
        _ visit: PageVisit,
        typed: String? = nil,
        error: String? = nil
    ) -> Response {
        let words = visit.words
        let feed = visit.address("/follow/feed?\(place.query)")
        let title = words("follow_place_heading", ["place": NameInSentence.of(place.label, in: visit.language)])
        let services = visit.city.catalog.services.filter { $0.visibility == .public }.map { service in
            FollowPlaceView.Choice(
                value: service.code,
                label: service.name.text(in: visit.language),
                isSelected: service.code == place.service?.code
            )
        }
        let view = FollowPlaceView(
            heading: title,
            layer: place.layerLabel,
            picture: AreaPicture(of: place, visit),
            chosen: place.service.map { words("follow_place_only", ["service": $0.name.text(in: visit.language)]) }
                ?? words("follow_place_every"),
            back: visit.address("/follow/places"),
            hidden: place.fields(withService: false),
            services: services,
            mail: house.offersMail(to: visit)
                ? MailAsk(
                    action: visit.address("/follow/places"),
                    hidden: place.fields(withService: true),
                    email: typed,
                    error: error
                ) : nil,
            feed: feed
        )
        var page = Page(
            "follow-place",
            title: error == nil ? title : words("follow_error", ["title": title]),
            view: view,
            status: error == nil ? .ok : .unprocessableContent
        )
        page.feed = feed
        page.formID = view.mail == nil ? nil : "answers"
        return resident.pages.response(page, for: visit)
    }

    private func unknownPlace(_ visit: PageVisit) -> Response {
        let words = visit.words
        let view = MessageView(
            heading: words("follow_place_unknown"),
            sentences: [words("follow_place_unknown_why")],
            ways: [
                .init(address: visit.address("/follow/places"), label: words("follow_place_choose"), isButton: true)
            ]
        )
        return resident.message(view, status: .notFound, for: visit)
    }
}
