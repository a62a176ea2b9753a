internal import Boundaries
internal import Foundation
internal import Yams

extension CatalogReader {
    /// Reads `jurisdiction.yml`.
    ///
    /// A map of
    ///
    /// - `id`: the jurisdiction's code, GeoReport's `jurisdiction_id`; dots are allowed (`nyc.gov`)
    /// - `name`: by language, as every text of a catalog
    /// - `hosts`: optional, the host names whose pages are this city's
    /// - `time_zone`: as IANA names it, `America/New_York`
    /// - `languages`: the languages every text must have, the default first
    /// - `notice`: optional, what every page says at its foot
    /// - `contact`: optional, whom to ask about this service and its API
    /// - `emergency`, `outside`: whom to call in an emergency, and for a place outside the city
    /// - `edges`: `outline`, the layer whose union is the city; `metres`, how far off its edge a point still counts
    ///   (0 to 5000); `seam_metres`, optional, how far off a layer's boundaries a point inside the outline takes the
    ///   nearest (0 to 100); `stretches`, optional, land borders with a `name`, `metres` of their own, optionally
    ///   `call` (whom to call beyond) and a `line` of `[longitude, latitude]` pairs roughly along the border
    /// - `calendar`: `open`, the hours of each open day of the week (`mon: "09:00-17:00"`), and `holidays`, optional, dates
    /// - `groups`: the headings services are shown under, each `id` and `name`, in the order pages show them
    /// - `first`: optional, at most eight public services that pages show before those asked for most, each a code or
    ///   `{service: CODE, from: "11-15", to: "03-15"}`
    /// - `demand_layer`: optional, the layer in whose boundaries demand is counted; else it is counted in `edges.outline`
    /// - `kiosks`: optional, screens in public places, each `id`, `name`, `lat` and `long`
    /// - `map`: optional, `tiles`: the city's own map pictures, `url` with `{z}`, `{x}` and `{y}`, `attribution`,
    ///   `max_zoom` (6 to 22)
    /// - `api_keys`: optional, `required` where only who has a key of this city may send requests to GeoReport; else
    ///   `optional`
    static func jurisdiction(_ root: YAMLValue) -> Jurisdiction? {
        let known = [
            "id", "name", "hosts", "time_zone", "languages", "notice", "contact", "emergency", "outside", "edges",
            "calendar", "groups", "first", "demand_layer", "kiosks", "map",
            "api_keys",
        ]
        guard let fields = root.fields("a map", known) else { return nil }
        let id = fields.required("id")?.code("the jurisdiction's code", allowing: ".")
        let name = fields.required("name")?.localized()
        let hosts = fields["hosts"].map { $0.texts(of: "host names") } ?? []
        let zone = fields.required("time_zone").flatMap { timeZone($0) }
        let languages = fields.required("languages").flatMap { self.languages($0) }
        let notice = fields["notice"].map { $0.localized() }
        let contact = fields["contact"].map { $0.localized() }
        let emergency = fields.required("emergency")?.localized()
        let outside = fields.required("outside")?.localized()
        let tolerance = fields.required("edges").flatMap { edges($0) }
        let calendar = fields.required("calendar").flatMap { self.calendar($0, timeZone: zone ?? "GMT") }
        let groups = fields.required("groups")?.list(of: "groups")?.map { group($0) }
        let first = fields["first"].map { self.first($0) } ?? []
        let demandLayer = fields["demand_layer"].map { $0.text("a layer's id") }
        let kiosks = fields["kiosks"].map { self.kiosks($0) } ?? []
        let tiles = fields["map"].map { self.tiles($0) }
        let keys = fields["api_keys"].map { clientKeys($0) } ?? .optional
        guard let keys, let first, demandLayer != .some(nil), let kiosks, tiles != .some(nil) else { return nil }
        guard let id, let name, let hosts, let zone, let languages, notice != .some(nil), contact != .some(nil),
            let emergency, let outside, let tolerance, let calendar, let groups
        else { return nil }
        let whole = groups.compactMap { $0 }
        guard whole.count == groups.count else { return nil }
        return Jurisdiction(
            id: id,
            name: name,
            hosts: hosts.map { $0.lowercased() },
            timeZone: zone,
            languages: languages,
            notice: notice ?? nil,
            contact: contact ?? nil,
            emergency: emergency,
            outside: outside,
            tolerance: tolerance,
            calendar: calendar,
            groups: whole,
            first: first,
            demandLayer: demandLayer ?? nil,
            kiosks: kiosks,
            tiles: tiles ?? nil,
            clientKeys: keys
        )
    }

    private static func clientKeys(_ value: YAMLValue) -> Jurisdiction.ClientKeys? {
        guard let word = value.text("optional or required") else { return nil }
        if let keys = Jurisdiction.ClientKeys(rawValue: word) { return keys }
        value.expected("optional or required")
        return nil
    }

    private static func timeZone(_ value: YAMLValue) -> String? {
        guard let name = value.text("a time zone") else { return nil }
        if TimeZone(identifier: name) != nil { return name }
        let hint = didYouMean(name, among: TimeZone.knownTimeZoneIdentifiers)
        value.report("expected a time zone as IANA names it, found \(value.found)\(hint)")
        return nil
    }

    private static func languages(_ value: YAMLValue) -> [String]? {
        guard let list = value.list(of: "language codes") else { return nil }
        var languages: [String] = []
        for entry in list {
            guard let language = entry.text("a language code") else { continue }
            if !YAMLValue.isLanguage(language) {
                entry.expected("a language code like en or zh-Hant")
            } else if languages.contains(language) {
                entry.report("expected every language once, found \(entry.found) again")
            } else {
                languages.append(language)
            }
        }
        return languages.count == list.count ? languages : nil
    }

    private static func group(_ value: YAMLValue) -> Jurisdiction.Group? {
        guard let fields = value.fields("a group, {id: …, name: {en: …}}", ["id", "name"]) else { return nil }
        let id = fields.required("id")?.code()
        let name = fields.required("name")?.localized()
        guard let id, let name else { return nil }
        return Jurisdiction.Group(id: id, name: name)
    }

    private static func edges(_ value: YAMLValue) -> EdgeTolerance? {
        guard let fields = value.fields("a map", ["outline", "metres", "seam_metres", "stretches"]) else { return nil }
        let outline = fields.required("outline")?.text("a layer's id")
        let metres = fields.required("metres")?.number(in: 0...5000)
        let seam = fields["seam_metres"].map { $0.number(in: 0...100) } ?? 0
        let list = fields["stretches"].map { $0.list(of: "stretches", isEmptyAllowed: true) } ?? []
        guard let list else { return nil }
        let stretches = list.compactMap { stretch($0) }
        guard let outline, let metres, let seam, stretches.count == list.count else { return nil }
        return EdgeTolerance(outline: outline, metres: metres, seamMetres: seam, stretches: stretches)
    }

    private static func stretch(_ value: YAMLValue) -> EdgeTolerance.Stretch? {
        guard let fields = value.fields("a stretch of border", ["name", "metres", "call", "line"]) else { return nil }
        let name = fields.required("name")?.localized()
        let metres = fields.required("metres")?.number(in: 0...5000)
        let call = fields["call"].map { $0.localized() }
        let points = fields.required("line")?.list(of: "[longitude, latitude] pairs")
        let line = points?.compactMap { coordinate($0) }
        if let line, line.count == points?.count, line.count < 2 {
            fields["line"]?.report("expected at least two positions, found one")
            return nil
        }
        guard let name, let metres, call != .some(nil), let line, line.count == points?.count else { return nil }
        let beyond = call.flatMap { $0 }
        return EdgeTolerance.Stretch(name: name.translations, metres: metres, call: beyond?.translations, line: line)
    }

    private static func coordinate(_ value: YAMLValue) -> Coordinate? {
        guard let pair = value.list(of: "two numbers, [longitude, latitude]") else { return nil }
        guard pair.count == 2 else {
            value.report("expected two numbers, [longitude, latitude], found \(pair.count)")
            return nil
        }
        let longitude = pair[0].number(in: -180...180)
        let latitude = pair[1].number(in: -90...90)
        guard let longitude, let latitude else { return nil }
        return try? Coordinate(latitude: latitude, longitude: longitude)
    }

    private static func calendar(_ value: YAMLValue, timeZone: String) -> BusinessCalendar? {
        guard let fields = value.fields("a map", ["open", "holidays"]) else { return nil }
        var open: [Weekday: BusinessCalendar.Hours] = [:]
        let days = fields.required("open")?.fields("a map from day to hours", Weekday.allCases.map(\.rawValue))
        for (name, entry) in days?.values ?? [:] {
            guard let text = entry.text("hours like \"09:00-17:00\""), let day = Weekday(rawValue: name) else {
                continue
            }
            open[day] = BusinessCalendar.Hours(text)
            if open[day] == nil { entry.expected("hours of one day like \"09:00-17:00\"") }
        }
        if let days, days.owner.node.mapping?.isEmpty == true {
            days.owner.report("expected at least one open day, found none")
        }
        let list = fields["holidays"].map { $0.list(of: "dates", isEmptyAllowed: true) } ?? []
        let holidays = list?.compactMap { entry -> BusinessCalendar.Day? in
            guard let text = entry.text("a date like 2026-01-31") else { return nil }
            if let day = BusinessCalendar.Day(text) { return day }
            entry.expected("a date like 2026-01-31")
            return nil
        }
        guard let days, open.count == days.values.count, !open.isEmpty, let holidays, holidays.count == list?.count
        else { return nil }
        return BusinessCalendar(timeZone: timeZone, open: open, holidays: Set(holidays))
    }
}
