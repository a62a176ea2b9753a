import Boundaries
import ServiceRequests
import Testing

@Suite struct CatalogReaderTests {
    @Test func `a good catalog is read whole`() throws {
        let catalog = try CatalogReader().read(CatalogFiles.files())
        #expect(catalog.jurisdiction.id == "tiny")
        #expect(catalog.jurisdiction.tolerance == EdgeTolerance(outline: "city", metres: 50))
        #expect(catalog.jurisdiction.calendar.holidays.map(\.description) == ["2026-01-01"])
        #expect(catalog.departments.map(\.code) == ["police", "parks", "triage"])
        let service = try #require(catalog.service(named: "noise"))
        #expect(service.name == "Noise")
        #expect(service.keywords == ["en": ["loud", "music"]])
        #expect(service.target == .hours(8))
        #expect(service.visibility == .public)
        #expect(service.type == .realtime)
        #expect(service.duplicateRadius == 50)
        #expect(service.attributes.map(\.values.count) == [2])
        #expect(
            service.routes == [
                Route(
                    condition: .property(layer: "district", name: "kind", values: ["park"]),
                    share: Route.Share(department: "parks"),
                    reason: "the place is in a park"
                ),
                Route(share: Route.Share(department: "police", queueLayer: "precinct")),
            ]
        )
        #expect(catalog.service(named: "NOISE") == service)
    }

    @Test func `everything optional is read`() throws {
        let jurisdiction = """
            id: tiny.gov
            name: {en: Tinytown, es: Villa}
            hosts: [311.Tiny.Example]
            time_zone: Europe/Vienna
            languages: [en, es]
            notice: {en: Demo., es: Muestra.}
            contact: {en: Ask us., es: Pregunte.}
            emergency: {en: Call 911., es: Llame al 911.}
            outside: {en: Call., es: Llame.}
            edges:
              outline: city
              metres: 12.5
              seam_metres: 3
              stretches:
                - name: {en: East, es: Este}
                  metres: 10
                  call: {en: Call Easton., es: Llame a Easton.}
                  line: [[-73.96, 40], [-73.96, 40.02]]
            calendar: {open: {mon: "09:00-17:00", sat: "00:00-24:00"}}
            groups: [{id: all, name: {en: All, es: Todo}}]
            """
        let departments = """
            departments:
              - {code: roads, name: {en: Roads, es: Calles}, phone: 311, url: https://roads.example}
              - {code: triage, name: {en: Triage, es: Triaje}}
            """
        let services = """
            group: all
            services:
              - code: hole
                name: {en: Hole, es: Hoyo}
                description: {en: A hole., es: Un hoyo.}
                target: {working_days: 3}
                visibility: private
                type: batch
                public_description: true
                duplicate_radius: 20
                attributes:
                  - {code: size, name: {en: Size, es: Talla}, datatype: multivaluelist, required: true,
                     help: {en: Roughly., es: Más o menos.}, values: [{key: no, name: {en: No, es: No}}]}
                  - {code: more, name: {en: More, es: Más}, datatype: text, when: {attribute: size, is: [no]}}
                routes:
                  - when: {any: [{not: {layer: city}}, {all: [{attribute: size, is: [no]}, {layer: city, boundary: [7]}]}]}
                    department: roads
                    priority: 1
                    also: [{department: triage, queue_by: city}]
                  - {department: roads, priority: 3}
            """
        let files = CatalogFiles.files(jurisdiction: jurisdiction, departments: departments, services: services)
        let catalog = try CatalogReader().read(files)
        #expect(catalog.jurisdiction.hosts == ["311.tiny.example"])
        #expect(catalog.jurisdiction.notice?.text(in: "es") == "Muestra.")
        #expect(catalog.jurisdiction.contact?.text(in: "es") == "Pregunte.")
        #expect(catalog.jurisdiction.tolerance.seamMetres == 3)
        let stretch = try #require(catalog.jurisdiction.tolerance.stretches.first)
        #expect(stretch.call?["es"] == "Llame a Easton.")
        #expect(stretch.line == [try TinyCity.at(40, -73.96), try TinyCity.at(40.02, -73.96)])
        #expect(catalog.departments[0].phone == "311")
        #expect(catalog.departments[0].url == "https://roads.example")
        let service = catalog.services[0]
        #expect(service.visibility == .private)
        #expect(service.type == .batch)
        #expect(service.hasPublicDescription)
        #expect(service.target == .workingDays(3))
        #expect(service.duplicateRadius == 20)
        #expect(service.attributes[0].isRequired)
        // Unquoted, YAML 1.1 would read false here.
        #expect(service.attributes[0].values.map(\.key) == ["no"])
        #expect(service.attributes[0].help?.text() == "Roughly.")
        #expect(service.attributes[1].condition == .attribute(code: "size", keys: ["no"]))
        #expect(
            service.routes[0].condition
                == .any([
                    .not(.layer("city")),
                    .all([.attribute(code: "size", keys: ["no"]), .boundary(layer: "city", ids: ["7"])]),
                ])
        )
        #expect(service.routes.map(\.priority) == [.urgent, .low])
        #expect(service.routes[0].also == [Route.Share(department: "triage", queueLayer: "city")])
    }

    @Test func `services come in the order of groups, then files, then lines`() throws {
        let groups = CatalogFiles.jurisdiction + "\n  - {id: other, name: {en: Other}}"
        func file(_ path: String, _ group: String, _ codes: [String]) -> SourceFile {
            let services = codes.map { code in
                """
                  - code: \(code)
                    name: {en: A}
                    description: {en: B}
                    target: {days: 1}
                    routes: [{department: police}]
                """
            }
            return SourceFile(path: path, text: "group: \(group)\nservices:\n" + services.joined(separator: "\n"))
        }
        let files = [
            file("services/a.yml", "other", ["z", "y"]), file("services/c.yml", "all", ["b"]),
            file("services/b.yml", "all", ["d", "c"]),
            SourceFile(path: "departments.yml", text: CatalogFiles.departments),
            SourceFile(path: "jurisdiction.yml", text: groups),
        ]
        let catalog = try CatalogReader().read(files)
        #expect(catalog.services.map(\.code) == ["d", "c", "b", "z", "y"])
        #expect(try CatalogReader().read(files.reversed()).version == catalog.version)
    }

    @Test func `the version changes with any text, name or boundary between files`() throws {
        let version = try CatalogReader().read(CatalogFiles.files()).version
        #expect(version.count == 12)
        #expect(version.allSatisfy { $0.isHexDigit })
        let commented = CatalogFiles.files(departments: CatalogFiles.departments + "\n# a comment")
        #expect(try CatalogReader().read(commented).version != version)
        var renamed = CatalogFiles.files()
        renamed[2] = SourceFile(path: "services/loud.yml", text: renamed[2].text)
        #expect(try CatalogReader().read(renamed).version != version)
    }

    @Test func `every issue of every file is told at once, in order`() {
        let files = CatalogFiles.files(
            jurisdiction: CatalogFiles.jurisdiction.replacing("metres: 50", with: "metres: wide"),
            departments: CatalogFiles.departments.replacing("{code: parks,", with: "{kode: parks,"),
            services: CatalogFiles.services.replacing("target: {hours: 8}", with: "target: {}")
                .replacing("department: parks", with: "departmnt: parks")
        )
        #expect(
            CatalogFiles.issues(in: files) == [
                "departments.yml:3: error: departments[1]: expected the key “code”, found none",
                "departments.yml:3: error: departments[1].kode: expected one of code, name, phone, url, found the key “kode”; "
                    + "did you mean “code”?",
                "jurisdiction.yml:7: error: edges.metres: expected a number from 0 to 5000, found “wide”",
                "services/noise.yml:8: error: services[0].target: expected exactly one of hours, days, working_hours, "
                    + "working_days, found none",
                "services/noise.yml:17: error: services[0].routes[0]: expected the key “department”, found none",
                "services/noise.yml:18: error: services[0].routes[0].departmnt: expected one of when, department, queue_by, "
                    + "priority, because, also, found the key “departmnt”; did you mean “department”?",
            ]
        )
    }

    @Test func `a file that is missing, doubled or strange is told`() {
        #expect(
            CatalogFiles.issues(in: []) == [
                "departments.yml: error: expected this file, found none",
                "jurisdiction.yml: error: expected this file, found none",
                "services: error: expected at least one file services/<name>.yml, found none",
            ]
        )
        let strange = CatalogFiles.files() + [SourceFile(path: "services/a/b.yml", text: ""), CatalogFiles.files()[1]]
        #expect(
            CatalogFiles.issues(in: strange) == [
                "departments.yml: error: expected every file once, found it again",
                "services/a/b.yml: error: expected jurisdiction.yml, departments.yml or services/<name>.yml, found another file",
            ]
        )
    }
}
