import Postgres
import ServiceRequests

/// Whose open work a list is about, as the tables number it, and how to begin finding it.
///
/// Where few items stand in the table a list is about, all of them are looked at; where many do, the walk in the list's
/// order soon meets them. Both are quick, and which is meant is told by counting a little.
struct ItemScope: Sendable {
    /// A queue by its number.
    private struct Place: Sendable {
        let queue: Int32
        let department: String
    }

    let selection: ItemSelection
    let viewer: Viewer
    let jurisdiction: JurisdictionRow
    /// The departments whose turn it may be.
    let departments: [String]
    /// The one queue; nil where the list is about all.
    let queue: Int32?
    /// Whether the selection names a queue that there is not.
    let isNowhere: Bool

    init(
        _ selection: ItemSelection,
        viewer: Viewer,
        in jurisdiction: JurisdictionRow,
        on connection: isolated PostgresConnection
    ) throws(PostgresError) {
        self.selection = selection
        self.viewer = viewer
        self.jurisdiction = jurisdiction
        let places = try connection.query(
            """
            SELECT min(queue), department FROM queue
             WHERE jurisdiction = \(jurisdiction.number)
               AND (\(selection.queue)::text IS NULL OR name = \(selection.queue)::text)
               AND (\(selection.department)::text IS NULL OR department = \(selection.department)::text)
             GROUP BY department
             ORDER BY department
            """
        ) { row throws(PostgresError) in
            let (queue, department) = try row.decode(Int32.self, String.self)
            return Place(queue: queue, department: department)
        }
        departments = places.map(\.department)
        queue = selection.queue == nil ? nil : places.first?.queue
        isNowhere = places.isEmpty
    }

    /// Whether rows may be among them that the viewer may not read, and that the list would tell something of.
    var mustRead: Bool {
        let tells =
            queue != nil || selection.service != nil || selection.channel != nil || selection.text != nil
            || selection.reference != nil
        return tells && departments != [viewer.department]
    }

    /// The search that finds the list's items.
    func search(on connection: isolated PostgresConnection) throws(PostgresError) -> ItemSearch {
        switch selection.standing {
        case .closed where selection.reference == nil: search(.closed, look: lookLimit)
        case .submitted where selection.reference == nil: search(.submitted, look: lookLimit)
        default:
            if let few = try few(on: connection) {
                search(.few(few), look: Worklists.fewLimit + 1)
            } else {
                try walk(on: connection)
            }
        }
    }

    private var lookLimit: Int { selection.readsRequest || mustRead ? Worklists.readLimit : Worklists.lookLimit }

    private func walk(on connection: isolated PostgresConnection) throws(PostgresError) -> ItemSearch {
        guard let queue else { return search(.open(.init(departments: departments)), look: lookLimit) }
        if selection.order.isByDue { return search(.open(.init(queue: queue)), look: lookLimit) }
        let inQueue: SQL = """
            SELECT w.item FROM work_item w
             WHERE w.jurisdiction = \(jurisdiction.number) AND w.status = 'open' AND w.queue = \(queue)
            """
        return try isFew(inQueue, on: connection)
            ? search(.few(inQueue), look: Worklists.fewLimit + 1)
            : search(.open(.init(departments: departments)), look: lookLimit)
    }

    private func search(_ source: ItemSource, look: Int) -> ItemSearch {
        ItemSearch(
            selection: selection,
            source: source,
            viewer: viewer,
            jurisdiction: jurisdiction,
            look: look,
            mustRead: mustRead,
            queue: queue
        )
    }

    /// The items of a list that can only have few; nil where it may have many.
    private func few(on connection: isolated PostgresConnection) throws(PostgresError) -> SQL? {
        if let reference = selection.reference { return named(reference) }
        guard let place = selection.place else { return nil }
        let items = standing(place)
        return try isFew(items, on: connection) ? items : nil
    }

    private func isFew(_ items: SQL, on connection: isolated PostgresConnection) throws(PostgresError) -> Bool {
        let bounded: SQL = "\(items) LIMIT \(unescaped: String(Worklists.fewLimit + 1))"
        return try ItemSearch.number(bounded, on: connection) <= Worklists.fewLimit
    }

    /// The items that stand in one of the hot tables.
    func standing(_ place: ItemRow.Place) -> SQL {
        switch place {
        case .waiting where queue != nil:
            "SELECT r.seq AS item FROM ready r WHERE r.jurisdiction = \(jurisdiction.number) AND r.queue = \(queue)"
        case .waiting:
            """
            SELECT r.seq AS item FROM queue q
             CROSS JOIN LATERAL (
                 SELECT x.seq FROM ready x WHERE x.jurisdiction = \(jurisdiction.number) AND x.queue = q.queue OFFSET 0
             ) AS r
             WHERE q.jurisdiction = \(jurisdiction.number)
               AND (\(selection.department)::text IS NULL OR q.department = \(selection.department)::text)
            """
        case .accepted:
            """
            SELECT a.item FROM accepted a
             WHERE a.jurisdiction = \(jurisdiction.number) AND a.department = ANY (\(departments)::text[])
            """
        default:
            """
            SELECT unnest(l.items) AS item FROM lease l
             WHERE l.jurisdiction = \(jurisdiction.number) AND l.department = ANY (\(departments)::text[])
               AND (\(selection.holder)::text IS NULL OR l.holder = \(selection.holder)::text)
            """
        }
    }

    /// The items of a request's public id, and those a department calls by such a number.
    private func named(_ reference: String) -> SQL {
        let number = jurisdiction.cipher.number(for: reference)
        return """
            SELECT x.item FROM work_item x WHERE x.jurisdiction = \(jurisdiction.number) AND x.number = \(number)::bigint
            UNION
            SELECT a.item FROM accepted a WHERE a.jurisdiction = \(jurisdiction.number) AND a.reference = \(reference)
            """
    }
}
