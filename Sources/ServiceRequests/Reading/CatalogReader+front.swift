internal import Boundaries
internal import Yams

extension CatalogReader {
    /// Reads `first`: a list of codes, or of `{service: CODE, from: "11-15", to: "03-15"}`.
    static func first(_ value: YAMLValue) -> [Catalog.First]? {
        guard let list = value.list(of: "services", isEmptyAllowed: true) else { return nil }
        let pins = list.compactMap { pin($0) }
        return pins.count == list.count ? pins : nil
    }

    private static func pin(_ value: YAMLValue) -> Catalog.First? {
        if value.node.mapping == nil { return value.code("a service's code").map { Catalog.First(service: $0) } }
        guard let fields = value.fields("a service and its season", ["service", "from", "to"]) else { return nil }
        let service = fields.required("service")?.code("a service's code")
        let from = fields.required("from").flatMap { day($0) }
        let to = fields.required("to").flatMap { day($0) }
        guard let service, let from, let to, let season = Season(from: from, to: to) else { return nil }
        return Catalog.First(service: service, season: season)
    }

    private static func day(_ value: YAMLValue) -> String? {
        guard let text = value.text("a month and a day like \"11-15\"") else { return nil }
        if Season.isDay(text) { return text }
        value.expected("a month and a day like \"11-15\"")
        return nil
    }

    /// Reads `kiosks`: a list of `id`, `name`, `lat` and `long`.
    static func kiosks(_ value: YAMLValue) -> [Catalog.Kiosk]? {
        guard let list = value.list(of: "kiosks", isEmptyAllowed: true) else { return nil }
        let kiosks = list.compactMap { kiosk($0) }
        return kiosks.count == list.count ? kiosks : nil
    }

    private static func kiosk(_ value: YAMLValue) -> Catalog.Kiosk? {
        let what = "a kiosk, {id: …, name: {en: …}, lat: …, long: …}"
        guard let fields = value.fields(what, ["id", "name", "lat", "long"]) else { return nil }
        let id = fields.required("id")?.code("a kiosk's id")
        let name = fields.required("name")?.localized()
        let latitude = fields.required("lat")?.number(in: -90...90)
        let longitude = fields.required("long")?.number(in: -180...180)
        guard let id, let name, let latitude, let longitude,
            let point = try? Coordinate(latitude: latitude, longitude: longitude)
        else { return nil }
        return Catalog.Kiosk(id: id, name: name, point: point)
    }

    /// Reads `map`: `tiles`, a map of `url`, `attribution` and `max_zoom`.
    static func tiles(_ value: YAMLValue) -> Catalog.Tiles? {
        guard let tiles = value.fields("a map, {tiles: …}", ["tiles"])?.required("tiles"),
            let fields = tiles.fields(
                "a map, {url: …, attribution: …, max_zoom: …}",
                ["url", "attribution", "max_zoom"]
            )
        else { return nil }
        let url = fields.required("url")
        let text = url?.text("an address of tiles")
        let attribution = fields.required("attribution")?.text("who made the map")
        let zoom = fields.required("max_zoom")?.integer(in: 6...22)
        guard let url, let text, let attribution, let zoom else { return nil }
        if let tiles = Catalog.Tiles(url: text, attribution: attribution, maximumZoom: zoom) { return tiles }
        url.expected("an address like https://tiles.example.org/{z}/{x}/{y}.png")
        return nil
    }
}
