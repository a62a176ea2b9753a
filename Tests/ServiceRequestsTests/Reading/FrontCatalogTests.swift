import Boundaries
import ServiceRequests
import Testing

/// What pages show first, what is done elsewhere, kiosks, the city's own map, photos and documents.
@Suite struct FrontCatalogTests {
    private static let jurisdiction =
        CatalogFiles.jurisdiction + """

            first: [noise, {service: fines, from: "11-15", to: "03-15"}]
            demand_layer: precinct
            kiosks:
              - {id: hall, name: {en: Town hall}, lat: 40.01, long: -73.97}
            map:
              tiles: {url: "https://tiles.example.org:8443/{z}/{x}/{y}.png", attribution: "© Somebody", max_zoom: 19}
            """

    private static let services =
        CatalogFiles.services + """

              - code: fines
                name: {en: Pay a fine}
                description: {en: A fine you got.}
                keywords: {en: [ticket]}
                aliases: [Fines]
                elsewhere: {url: "https://court.example.org/pay?a=b", by: {en: The court}, status: true}
              - code: graffiti
                name: {en: Graffiti}
                description: {en: Paint on a wall.}
                target: {days: 3}
                photos: false
                documents: {name: {en: A letter of the owner}, help: {en: One PDF.}}
                routes: [{department: police}]
            """

    private static func files(_ jurisdiction: String = jurisdiction, _ services: String = services) -> [SourceFile] {
        CatalogFiles.files(jurisdiction: jurisdiction, services: services)
    }

    @Test func `everything new is read, and what is done elsewhere is no service`() throws {
        let catalog = try CatalogReader().read(Self.files())
        let city = catalog.jurisdiction
        #expect(city.first.map(\.service) == ["noise", "fines"])
        #expect(city.first.map(\.season) == [nil, Season(from: "11-15", to: "03-15")])
        #expect(city.demandLayer == "precinct")
        let hall = Catalog.Kiosk(
            id: "hall",
            name: "Town hall",
            point: try Coordinate(latitude: 40.01, longitude: -73.97)
        )
        #expect(city.kiosks == [hall])
        #expect(city.kiosk("hall") == hall)
        #expect(city.kiosk("wall") == nil)
        let tiles = try #require(city.tiles)
        #expect(tiles.origin == "https://tiles.example.org:8443")
        #expect(tiles.url == "https://tiles.example.org:8443/{z}/{x}/{y}.png")
        #expect(tiles.attribution == "© Somebody" && tiles.maximumZoom == 19)
        #expect(catalog.services.map(\.code) == ["noise", "graffiti"])
        #expect(catalog.services.map(\.takesPhotos) == [true, false])
        #expect(catalog.services.map { $0.documents?.name.text(in: "en") } == [nil, "A letter of the owner"])
        let fines = try #require(catalog.elsewhere("fines"))
        #expect(catalog.elsewhere == [fines])
        #expect(fines.url == "https://court.example.org/pay?a=b" && fines.by == "The court" && fines.reportsStatus)
        #expect(fines.group == "all" && fines.keywords == ["en": ["ticket"]] && fines.aliases == ["Fines"])
        #expect(catalog.service(named: "fines") == nil)
    }

    @Test func `a catalog without any of it has none`() throws {
        let catalog = try CatalogReader().read(CatalogFiles.files())
        #expect(catalog.elsewhere.isEmpty && catalog.jurisdiction.first.isEmpty && catalog.jurisdiction.kiosks.isEmpty)
        #expect(catalog.jurisdiction.demandLayer == nil && catalog.jurisdiction.tiles == nil)
        #expect(catalog.services.allSatisfy { $0.takesPhotos && $0.documents == nil })
    }

    private static let jurisdictionFaults: [(from: String, to: String, issue: String)] = [
        (
            "first: [noise,", "first: [nois,",
            "first[0]: expected the code of a service, found “nois”; did you mean “noise”?"
        ),
        ("first: [noise,", "first: [noise, noise,", "first[1]: expected every service once, found “noise” again"),
        (
            "first: [noise,", "first: [noise, noise, noise, noise, noise, noise, noise, noise,",
            "first: expected at most 8 services, found 9"
        ),
        ("first: [noise,", "first: [7 x,", "first[0]: expected a service's code of lower-case letters"),
        (
            "from: \"11-15\"", "from: \"11-31\"",
            "first[1].from: expected a month and a day like \"11-15\", found “11-31”"
        ),
        ("from: \"11-15\", ", "", "first[1]: expected the key “from”, found none"),
        ("to: \"03-15\"", "until: \"03-15\"", "expected one of service, from, to, found the key “until”"),
        ("kiosks:", "kiosk:", "found the key “kiosk”; did you mean “kiosks”?"),
        ("lat: 40.01", "lat: 95", "kiosks[0].lat: expected a number from -90 to 90, found “95”"),
        (
            "  - {id: hall, name: {en: Town hall}",
            "  - {id: hall, name: {en: A}, lat: 1, long: 1}\n  - {id: hall, name: {en: B}",
            "kiosks[1].id: expected every kiosk's id once, found “hall” again"
        ),
        (
            "https://tiles.example.org:8443/{z}", "http://tiles.example.org/{z}",
            "map.tiles.url: expected an address like https://tiles.example.org/{z}/{x}/{y}.png, found"
        ),
        ("{z}/{x}", "{z}/{w}", "map.tiles.url: expected an address like https://tiles.example.org/{z}/{x}/{y}.png"),
        ("https://tiles.example.org:8443/", "https://a;script-src/", "map.tiles.url: expected an address like"),
        ("https://tiles.example.org:8443/", "https://{z}.example.org/", "map.tiles.url: expected an address like"),
        ("max_zoom: 19", "max_zoom: 30", "map.tiles.max_zoom: expected a whole number from 6 to 22, found “30”"),
        (", attribution: \"© Somebody\"", "", "map.tiles: expected the key “attribution”, found none"),
    ]

    @Test(arguments: jurisdictionFaults)
    func `a mistake in jurisdiction.yml is told with its place`(from: String, to: String, issue: String) throws {
        try #require(Self.jurisdiction.contains(from))
        let issues = CatalogFiles.issues(in: Self.files(Self.jurisdiction.replacing(from, with: to)))
        #expect(issues.contains { $0.contains(issue) && $0.hasPrefix("jurisdiction.yml:") }, "\(issues)")
    }

    private static let serviceFaults: [(from: String, to: String, issue: String)] = [
        ("code: fines", "code: noise", "services[1].code: expected every service code once, found “noise” again"),
        ("code: fines", "code: NOISE", "services[1].code: expected a code of lower-case letters"),
        (
            "url: \"https://court", "url: \"http://court",
            "services[1].elsewhere.url: expected a web address that begins with https://, found"
        ),
        (
            "url: \"https://court.example.org/pay?a=b\", ", "",
            "services[1].elsewhere: expected the key “url”, found none"
        ),
        (
            "status: true}", "status: true}\n    target: {days: 1}",
            "services[1].target: expected one of code, name, description, keywords, aliases, elsewhere, found the key “target”"
        ),
        ("photos: false", "photos: none", "services[2].photos: expected true or false, found “none”"),
        ("photos: false", "photo: false", "found the key “photo”; did you mean “photos”?"),
        (
            "documents: {name: {en: A letter of the owner}", "documents: {nam: {en: A letter of the owner}",
            "services[2].documents: expected the key “name”, found none"
        ),
    ]

    @Test(arguments: serviceFaults)
    func `a mistake in a service is told with its place`(from: String, to: String, issue: String) throws {
        try #require(Self.services.contains(from))
        let issues = CatalogFiles.issues(in: Self.files(Self.jurisdiction, Self.services.replacing(from, with: to)))
        #expect(issues.contains { $0.contains(issue) && $0.hasPrefix("services/noise.yml:") }, "\(issues)")
    }

    @Test func `a private service is never shown first`() {
        let services = Self.services.replacing("aliases: [NOISE]", with: "aliases: [NOISE]\n    visibility: private")
        let issues = CatalogFiles.issues(in: Self.files(Self.jurisdiction, services))
        #expect(
            issues.contains { $0.hasSuffix("first[0]: expected a public service, found “noise”, which is private") }
        )
    }

    @Test func `every new text must be there in every language`() {
        let jurisdiction = Self.jurisdiction.replacing("languages: [en]", with: "languages: [en, es]")
        let issues = CatalogFiles.issues(in: Self.files(jurisdiction))
        for path in [
            "kiosks[0].name", "services[1].name", "services[1].description", "services[1].keywords",
            "services[1].elsewhere.by", "services[2].documents.name", "services[2].documents.help",
        ] {
            #expect(issues.contains { $0.contains(" \(path): expected a text in “es”, found en") }, "\(path)")
        }
    }

    @Test func `a layer of demand that is not there is an error`() {
        let files = Self.files(Self.jurisdiction.replacing("demand_layer: precinct", with: "demand_layer: precint"))
        let issues = CatalogLint.issues(in: files, layers: TinyCity.layers()).map(\.description)
        let message = "demand_layer: expected a layer of layers.yml, found “precint”; did you mean “precinct”?"
        #expect(issues.contains { $0.hasSuffix(message) }, "\(issues)")
    }

    @Test(arguments: [
        ("11-15", "03-15", "2026-11-15", true), ("11-15", "03-15", "2026-12-31", true),
        ("11-15", "03-15", "2026-03-15", true), ("11-15", "03-15", "2026-03-16", false),
        ("11-15", "03-15", "2026-11-14", false), ("06-01", "08-31", "2026-07-01", true),
        ("06-01", "08-31", "2026-09-01", false), ("02-29", "02-29", "2024-02-29", true),
        ("02-29", "02-29", "2026-03-01", false),
    ])
    func `a season holds from its first to its last day, over the new year too`(
        from: String,
        to: String,
        day: String,
        holds: Bool
    ) throws {
        let season = try #require(Season(from: from, to: to))
        let day = try #require(BusinessCalendar.Day(day))
        #expect(season.contains(day) == holds)
        #expect(Catalog.First(service: "snow", season: season).holds(on: day) == holds)
        #expect(Catalog.First(service: "snow").holds(on: day))
    }

    @Test(arguments: [("02-30", "03-01"), ("1-15", "03-01"), ("", "03-01"), ("11-15", "13-01")])
    func `a season of days that are none is none`(from: String, to: String) {
        #expect(Season(from: from, to: to) == nil)
    }
}
