import Boundaries
import GeoReport
import HTTPTypes
import Hummingbird
import ServiceRequests
import Store

extension Pages {
    /// The page that corrects a request, by its address: what is chosen so far, and a press on its map.
    func reroute(_ target: RerouteTarget, query: FormParameters) -> Response {
        var view: MapView?
        if let extent = target.visit.city.extent, query["centre"] != nil {
            let shown = MapPanel.view(query, extent: extent)
            view = shown
            switch MapPanel.choice(query, in: shown, extent: extent) {
            case .place(let point):
                let place = [
                    FormParameters.Parameter(name: "service", value: query["service"] ?? ""),
                    .init(name: "lat", value: point.latitude.degrees),
                    .init(name: "long", value: point.longitude.degrees),
                ]
                return Pages.redirect(to: "\(target.action)?\(FormParameters(place).encoded)")
            case .closer(let closer): view = closer
            case nil: break
            }
        }
        let isMap = query["centre"] != nil
        let form = RerouteForm(
            isMap ? FormParameters([.init(name: "service", value: query["service"] ?? "")]) : query,
            of: target.file.legs.first?.subject,
            words: target.words
        )
        return reroute(target, form, view: view)
    }

    func reroute(
        _ target: RerouteTarget,
        _ form: RerouteForm,
        status: HTTPResponse.Status = .ok,
        view: MapView? = nil,
        loss: ItemView.Loss? = nil
    ) -> Response {
        let shown = RerouteView(target, form, view: view, loss: loss)
        let title = "\(shown.heading) \(shown.reference)"
        return response(
            Page(
                "reroute",
                title: status == .ok ? title : "Error: \(title)",
                view: shown,
                audience: .staff,
                status: status
            ),
            for: target.visit.page
        )
    }
}
