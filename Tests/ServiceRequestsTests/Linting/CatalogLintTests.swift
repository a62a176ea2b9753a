import Boundaries
import ServiceRequests
import Testing

@Suite struct CatalogLintTests {
    static let kind = Catalog.Attribute(
        code: "kind",
        name: "What kind?",
        datatype: .singlevaluelist,
        values: ["cat", "dog", "cow"].map { Catalog.Attribute.Value(key: $0, name: LocalizedText(["en": $0])) }
    )
    static let days = Catalog.Attribute(
        code: "days",
        name: "Which days?",
        datatype: .multivaluelist,
        values: ["mon", "tue"].map { Catalog.Attribute.Value(key: $0, name: LocalizedText(["en": $0])) }
    )

    /// Every department has a route, so that only the errors asked for are found.
    static let usesAll = TinyCity.service(
        "all",
        routes: [
            Route(
                share: Route.Share(department: "police"),
                also: ["parks", "roads", "taxi"].map { Route.Share(department: $0) }
            )
        ]
    )

    func issues(_ routes: [Route], _ severity: CatalogIssue.Severity = .error) -> [String] {
        let service = TinyCity.service("it", attributes: [Self.kind, Self.days], routes: routes)
        let found = CatalogLint.issues(in: TinyCity.catalog([service, Self.usesAll]), layers: TinyCity.layers())
        return found.filter { $0.severity == severity }.map(\.description)
    }

    func issues(conditions: [Condition], _ severity: CatalogIssue.Severity = .error) -> [String] {
        let last = Route(share: Route.Share(department: "roads"))
        return issues(
            conditions.map { Route(condition: $0, share: Route.Share(department: "parks")) } + [last],
            severity
        )
    }

    @Test func `a good catalog has no issues`() {
        #expect(issues(AssignerTests.parkOrPolice).isEmpty)
    }

    @Test(arguments: [
        (
            Condition.layer("districts"),
            "when.layer: expected a layer of layers.yml, found “districts”; did you mean “district”?"
        ),
        (
            .boundary(layer: "precinct", ids: ["1", "11"]),
            "when.boundary[1]: expected a boundary of the layer “precinct”, found “11”; did you mean “1”?"
        ),
        (
            .property(layer: "district", name: "kin", values: ["park"]),
            "when.property: expected a property of the layer “district”, which keeps kind, found “kin”; did you mean “kind”?"
        ),
        (
            .all([.not(.property(layer: "precinct", name: "kind", values: ["park"]))]),
            "when.all[0].not.property: expected a property of the layer “precinct”, which keeps none, found “kind”"
        ),
        (
            .property(layer: "district", name: "kind", values: ["park", "parc"]),
            "when.is[1]: expected a value some boundary of “district” has as its kind, found “parc”; did you mean “park”?"
        ),
        (
            .attribute(code: "kidn", keys: ["cat"]),
            "when.attribute: expected a question of the service, found “kidn”; did you mean “kind”?"
        ),
    ])
    func `a condition over what is not there is an error`(condition: Condition, message: String) {
        #expect(issues(conditions: [condition]).contains("services: error: services[it].routes[0].\(message)"))
    }

    @Test func `queues by layers that are not there are errors`() {
        let routes = [
            Route(
                share: Route.Share(department: "police", queueLayer: "precint"),
                also: [Route.Share(department: "parks", queueLayer: "zone")]
            )
        ]
        #expect(
            issues(routes) == [
                "services: error: services[it].routes[0].also[0].queue_by: expected a layer of layers.yml, found “zone”",
                "services: error: services[it].routes[0].queue_by: expected a layer of layers.yml, found “precint”; "
                    + "did you mean “precinct”?",
            ]
        )
    }

    @Test func `one department split by layers that share an id is an error`() throws {
        let definition = LayerDefinition(id: "ward", names: ["en": "Ward"], file: "ward.geojson", key: "id")
        let ward = BoundaryLayer(
            definition: definition,
            version: "1",
            boundaries: [Boundary(id: "2", name: "2", polygons: [])]
        )
        let service = TinyCity.service(
            "it",
            routes: [
                Route(condition: .layer("city"), share: Route.Share(department: "police", queueLayer: "precinct")),
                Route(share: Route.Share(department: "police", queueLayer: "ward")),
            ]
        )
        let catalog = TinyCity.catalog([service, Self.usesAll])
        #expect(
            CatalogLint.issues(in: catalog, layers: TinyCity.layers() + [ward]).map(\.description) == [
                "services: error: services[it].routes[1].queue_by: expected queues of one meaning, found police/2 for “ward” "
                    + "and for “precinct”"
            ]
        )
    }

    @Test func `an outline that is no layer is an error, an idle department a warning`() {
        let catalog = TinyCity.catalog([
            TinyCity.service("it", routes: [Route(share: Route.Share(department: "police"))])
        ])
        let issues = CatalogLint.issues(in: catalog, layers: Array(TinyCity.layers().dropFirst()))
        #expect(
            issues.map(\.description) == [
                "departments.yml: warning: departments[1]: expected a route to every department, found none to “parks”",
                "departments.yml: warning: departments[2]: expected a route to every department, found none to “roads”",
                "departments.yml: warning: departments[3]: expected a route to every department, found none to “taxi”",
                "jurisdiction.yml: error: edges.outline: expected a layer of layers.yml, found “city”",
            ]
        )
    }

    @Test func `codes and aliases that clash between services are errors`() {
        let route = [Route(share: Route.Share(department: "police"))]
        let services = [
            TinyCity.service("a", aliases: ["X", "x"], routes: route),
            TinyCity.service("a", aliases: ["Y"], routes: route),
            TinyCity.service("b", aliases: ["X", "a"], routes: route), Self.usesAll,
        ]
        #expect(
            CatalogLint.issues(in: TinyCity.catalog(services), layers: TinyCity.layers()).map(\.message) == [
                "expected every service code once, found “a” again",
                "expected every alias once, found “X” again, already of a",
                "expected an alias that is no other service's code, found “a”",
            ]
        )
    }

    @Test func `texts that are missing in a language are errors`() {
        let service = Catalog.Service(
            code: "it",
            group: "all",
            name: LocalizedText(["en": "It", "es": "Eso"]),
            description: "It is.",
            target: .days(1),
            routes: [Route(share: Route.Share(department: "police"), reason: "so")]
        )
        let issues = CatalogLint.issues(
            in: TinyCity.catalog([service], languages: ["en", "es"]),
            layers: TinyCity.layers()
        )
        let paths = issues.filter { $0.message == "expected a text in “es”, found en" }.map(\.path)
        #expect(paths.contains("services[it].description"))
        #expect(paths.contains("services[it].routes[0].because"))
        #expect(paths.contains("departments[4].name"))
        #expect(paths.contains("groups[0].name"))
        #expect(!paths.contains("services[it].name"))
    }

    @Test func `issues in files have their lines`() {
        let files = CatalogFiles.files(services: CatalogFiles.services.replacing("is: [park]", with: "is: [parc]"))
        #expect(
            CatalogLint.issues(in: files, layers: TinyCity.layers()).map(\.description) == [
                "services/noise.yml:17: error: services[0].routes[0]: expected a route that can win, found one whose condition "
                    + "never holds",
                "services/noise.yml:17: error: services[0].routes[0].when.is[0]: expected a value some boundary of “district” has "
                    + "as its kind, found “parc”; did you mean “park”?",
            ]
        )
        #expect(CatalogLint.issues(in: CatalogFiles.files(), layers: TinyCity.layers()).isEmpty)
        let broken = CatalogFiles.files(departments: "departments: []")
        #expect(
            CatalogLint.issues(in: broken, layers: TinyCity.layers()).map(\.description) == [
                "departments.yml:1: error: departments: expected a list of departments, found an empty one"
            ]
        )
    }
}
