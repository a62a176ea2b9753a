import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import Notices
import ServiceRequests
import Store

extension FollowRoutes {
    /// GET `/follow/places`: finds a place by its name (`q`) or by a point (`lat`, `long`); of a chosen one (`layer`,
    /// `boundary`, perhaps `service_code`) how to be told what is reported there.
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
        let title = words("follow_place_heading", ["place": place.label])
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

    private func search(_ visit: PageVisit) -> Response {
        let (city, words) = (visit.city, visit.words)
        var view = FollowPlacesView(
            query: visit.query["q"],
            back: visit.address("/follow")
        )
        if let query = visit.query["q"] {
            let matches = city.places.matches(query)
            if let match = matches.first, case .coordinate = match.kind {
                view.found = found(at: match.point, visit)
            } else {
                let items = matches.compactMap { match -> FollowPlacesView.Item? in
                    guard case .boundary(let boundary) = match.kind else { return nil }
                    return item(layer: boundary.layer, id: boundary.id, visit)
                }
                let summary =
                    items.isEmpty
                    ? words("follow_places_none", ["query": query])
                    : words("follow_places_found", items.count, ["query": query])
                view.found = .init(summary: summary, items: items)
            }
        } else if let point = try? visit.query.coordinate() {
            view.found = found(at: point, visit)
        }
        return resident.pages.response(
            Page("follow-places", title: words("follow_places_heading"), view: view),
            for: visit
        )
    }

    private func found(at point: Coordinate, _ visit: PageVisit) -> FollowPlacesView.Found {
        let items = visit.city.snapshot.index.places(at: point).compactMap { place in
            item(layer: place.layer, id: place.boundary, visit)
        }
        let words = visit.words
        let summary = items.isEmpty ? words("follow_places_nowhere") : words("follow_places_here")
        return .init(summary: summary, items: items)
    }

    private func item(layer: String, id: String, _ visit: PageVisit) -> FollowPlacesView.Item? {
        let fields = FormParameters([.init(name: "layer", value: layer), .init(name: "boundary", value: id)])
        guard let place = FollowedPlace(fields, visit) else { return nil }
        return .init(name: place.label, layer: place.layerLabel, address: visit.address(place.address))
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
