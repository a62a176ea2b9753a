import ServiceRequests

/// A whole small catalog as text, parts of which a test replaces.
enum CatalogFiles {
    static let jurisdiction = """
        id: tiny
        name: {en: Tinytown}
        time_zone: America/New_York
        languages: [en]
        emergency: {en: Call 911.}
        outside: {en: Call your own town.}
        edges: {outline: city, metres: 50}
        calendar: {open: {mon: "09:00-17:00"}, holidays: [2026-01-01]}
        groups:
          - {id: all, name: {en: Everything}}
        """

    static let departments = """
        departments:
          - {code: police, name: {en: Police Department}}
          - {code: parks, name: {en: Department of Parks}}
          - {code: triage, name: {en: Dispatch triage}}
        """

    static let services = """
        group: all
        services:
          - code: noise
            name: {en: Noise}
            description: {en: It is loud.}
            keywords: {en: [loud, music]}
            aliases: [NOISE]
            target: {hours: 8}
            attributes:
              - code: kind
                name: {en: What kind?}
                datatype: singlevaluelist
                values:
                  - {key: music, name: {en: Music}, aliases: [Loud Music]}
                  - {key: dog, name: {en: A dog}}
            routes:
              - when: {layer: district, property: kind, is: [park]}
                department: parks
                because: {en: the place is in a park}
              - department: police
                queue_by: precinct
        """

    static func files(
        jurisdiction: String = jurisdiction,
        departments: String = departments,
        services: String = services
    ) -> [SourceFile] {
        [
            SourceFile(path: "jurisdiction.yml", text: jurisdiction),
            SourceFile(path: "departments.yml", text: departments),
            SourceFile(path: "services/noise.yml", text: services),
        ]
    }

    /// What reading some files says, an issue a line; empty when it goes well.
    static func issues(in files: [SourceFile]) -> [String] {
        do {
            _ = try CatalogReader().read(files)
            return []
        } catch .issues(let issues) {
            return issues.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }
}
