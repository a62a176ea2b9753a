import GeoReport
import ServiceRequests
import Store

/// What `catalog.mustache` shows.
struct CatalogView: Sendable {
    /// A heading and what stands under it.
    struct Group: Sendable {
        let name: String
        let entries: [Entry]
    }

    /// A service, or what another site does, as a link.
    struct Entry: Sendable {
        let address: String
        let name: String
        let code: String
        /// What is special: private, done elsewhere.
        let tag: String?
    }

    /// A department with the services whose rules name it.
    struct DepartmentLine: Sendable {
        let code: String
        let name: String
        let phone: String?
        let services: String
    }

    /// A file of the version in force.
    struct FileLine: Sendable {
        let address: String
        let path: String
    }

    /// A change that comes into force by itself.
    struct ScheduleLine: Sendable {
        let number: Int
        let at: LocalTime.Stamp
        let what: String
        let by: String
        let note: String?
    }

    let menu: PublishingMenu
    let notice: PublishedNotice?
    let mayPublish: Bool
    let current: PublicationLine
    let since: LocalTime.Stamp
    let counts: String
    let query: String
    /// What a search found, in words; nil where nobody searched.
    let summary: String?
    let groups: [Group]
    let departments: [DepartmentLine]
    let findings: [FindingLine]
    let hasFindings: Bool
    let schedule: [ScheduleLine]
    let hasSchedule: Bool
    let files: [FileLine]
    let history: [PublicationLine]

    init(
        _ visit: StaffVisit,
        log: [Publication],
        waiting: [ScheduledPublication],
        files: [String],
        issues: [CatalogIssue],
        search: String?
    ) {
        let (city, words) = (visit.city, StaffWords(visit))
        let catalog = city.catalog
        menu = PublishingMenu(visit)
        notice = PublishedNotice(said: visit.page.query["said"], city, active: log.first)
        mayPublish = visit.may(.publish)
        current = PublicationLine(city.publication, active: city.publication, back: nil, words: words)
        since = words.time.stamp(city.catalogSince, words.time.moment(city.catalogSince, now: words.now))
        counts = [
            Self.count(catalog.services.count, "service", "services"),
            Self.count(catalog.elsewhere.count, "entry done elsewhere", "entries done elsewhere"),
            Self.count(catalog.departments.count, "department", "departments"),
            Self.count(files.count, "file", "files"),
        ].joined(separator: ", ")
        query = search ?? ""
        let found = search.map { city.search.answer(to: $0, in: words.language).entries }
        summary = found.map { "\(Self.count($0.count, "entry", "entries")) found" }
        let listed = Self.entries(found ?? catalog.entries, search, language: words.language)
        groups =
            found == nil
            ? catalog.jurisdiction.groups.compactMap { group in
                let entries = listed.filter { $0.group == group.id }.map(\.entry)
                return entries.isEmpty ? nil : Group(name: group.name.text(in: words.language), entries: entries)
            } : listed.isEmpty ? [] : [Group(name: "Found", entries: listed.map(\.entry))]
        departments = catalog.departments.map { department in
            let own = catalog.services.filter { service in
                service.routes.contains { ([$0.share] + $0.also).contains { $0.department == department.code } }
            }
            return DepartmentLine(
                code: department.code,
                name: department.name.text(in: words.language),
                phone: department.phone,
                services: own.count.grouped
            )
        }
        findings = issues.map { FindingLine(Finding($0), address: FileView.address) }
        hasFindings = !findings.isEmpty
        schedule = waiting.map { scheduled in
            ScheduleLine(
                number: scheduled.number,
                at: words.time.stamp(scheduled.effectiveAt),
                what: scheduled.kind.words,
                by: scheduled.actor,
                note: scheduled.note
            )
        }
        hasSchedule = !schedule.isEmpty
        self.files = files.map { path in
            FileLine(address: FileView.address(of: path), path: path)
        }
        history = log.map { publication in
            let isOther = publication.catalog != log.first?.catalog
            let back = isOther && visit.may(.publish) ? "\(CatalogRoutes.path)/rollback?to=\(publication.number)" : nil
            return PublicationLine(publication, active: log.first, back: back, words: words)
        }
    }

    private struct Listed {
        let group: String
        let entry: Entry
    }

    private static func entries(_ entries: [Catalog.Entry], _ search: String?, language: String) -> [Listed] {
        entries.map { entry in
            let tag: String? =
                entry.service?.visibility == .private ? "Private" : entry.elsewhere == nil ? nil : "Done elsewhere"
            let address = "\(CatalogRoutes.path)/services/\(FormParameters.encoded(entry.code))"
            let shown = Entry(address: address, name: entry.name.text(in: language), code: entry.code, tag: tag)
            return Listed(group: entry.group, entry: shown)
        }
    }

    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count.grouped) \(count == 1 ? one : many)"
    }
}
