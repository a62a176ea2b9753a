import GeoReport
import Store

/// A list of work items with its total, `worklist.mustache`.
struct WorklistView: Sendable {
    let heading: String
    let total: String
    let order: String
    let asOf: LocalTime.Stamp
    let notice: StaffNotice?
    /// Where a list of open work hears what happens to it; nil for lists of what is over.
    let news: NewsBar?
    let caption: String
    let lines: [ItemLine]
    let isEmpty: Bool
    let showsDepartment: Bool
    let chips: [WorklistChip]
    let hasChips: Bool
    let filters: WorklistFilters
    let sortDate: WorklistSort?
    let sortCame: WorklistSort?
    let first: String?
    let next: String?
    /// That only a part was looked through; nil where the list ends here or goes on as usual.
    let lookedThrough: String?
    let lookFurther: String?
    let csv: String
    let geoJSON: String
    let sheets: String?
    let exportLimit: String
    let bulk: BulkForm?
    /// Whether the table has boxes to tick.
    let isBulk: Bool
    let keep: KeepForm?
    /// The rows on a map; nil where it is not asked for, or no row has a point.
    let map: ListMap?
    let showsMap: Bool
    /// The same page with the map; nil where it is there, or no row has a point.
    let mapAddress: String?
    /// The same page without the map.
    let withoutMap: String?
    let back: String
    let backLabel: String

    /// The form that gives the list a name.
    struct KeepForm: Sendable {
        let query: String
    }
}

extension WorklistView {
    /// What an address ends with whose list stands beside a map.
    private static let withMap = "&map=1"

    /// A page of a list at the address `base`, with the way back to where it was linked from.
    init(
        _ page: ItemPage,
        query: WorklistQuery,
        base: String,
        back: (address: String, label: String),
        queues: [String],
        news: NewsBar?,
        visit: StaffVisit,
        moving: BoardMap?
    ) {
        let words = StaffWords(visit, now: page.at)
        let selection = query.selection
        let isDesk = base.hasPrefix("/desk")
        heading = WorklistWords(words: words).heading(selection)
        total = WorklistWords.total(page.count)
        order = WorklistWords.order(selection.order, of: selection.standing)
        asOf = words.time.stamp(page.at, words.clock)
        notice = StaffNotice(visit.page.query["said"])
        self.news = selection.standing.isRecent ? nil : news
        caption = heading
        var lines = page.rows.map { ItemLine($0, words: words, viewer: visit.department) }
        map = query.showsMap ? ListMap(page.rows, numbering: &lines, moving: moving) : nil
        showsMap = map != nil
        self.lines = lines
        // Every way from here to another part of the list keeps the map.
        func kept(_ address: String) -> String { query.showsMap ? address + Self.withMap : address }
        let own = WorklistQuery.address(base, selection, after: query.after)
        let hasPoints = page.rows.contains { $0.subject?.coordinate != nil }
        mapAddress = hasPoints && !query.showsMap ? own + Self.withMap : nil
        withoutMap = query.showsMap ? own : nil
        isEmpty = page.rows.isEmpty
        showsDepartment = selection.department == nil
        chips = WorklistChip.all(of: selection, base: base, words: words).map { chip in
            WorklistChip(label: chip.label, address: kept(chip.address))
        }
        hasChips = !chips.isEmpty
        var filters = WorklistFilters(selection, base: base, queues: queues, words: words)
        filters.showsMap = query.showsMap
        // Where nothing is found, something else is looked for.
        filters.isOpen = page.rows.isEmpty && selection.isFiltered
        self.filters = filters
        let byDate: [ItemSelection.Order] = [.due, .dueLast]
        let isRecent = selection.standing.isRecent
        let byCame: [ItemSelection.Order] = isRecent ? [.newest, .oldest] : [.oldest, .newest]
        // Of closed ones the dates are those of closing, and the order is by these.
        var sortDate =
            selection.standing == .submitted
            ? nil
            : WorklistSort(selection.standing == .closed ? byCame : byDate, of: selection, base: base)
        var sortCame = selection.standing == .closed ? nil : WorklistSort(byCame, of: selection, base: base)
        if query.showsMap {
            sortDate?.address += Self.withMap
            sortCame?.address += Self.withMap
        }
        (self.sortDate, self.sortCame) = (sortDate, sortCame)
        first = query.after.map { _ in kept(WorklistQuery.address(base, selection)) }
        let further = page.next.map { kept(WorklistQuery.address(base, selection, after: $0)) }
        next = page.lookedThrough == nil ? further : nil
        lookFurther = page.lookedThrough == nil ? nil : further
        lookedThrough = page.lookedThrough.map { looked in
            "Looked through \(query.after == nil ? "the first" : "the next") \(looked.grouped) items, "
                + "\(WorklistWords.order(selection.order, of: selection.standing))"
                + "\(page.rows.isEmpty ? ", and found none of these" : "")."
        }
        csv = WorklistQuery.address("\(base).csv", selection)
        geoJSON = WorklistQuery.address("\(base).geojson", selection)
        sheets = isDesk ? WorklistQuery.address("/desk/sheets", selection, after: query.after) : nil
        exportLimit = Worklists.exportLimit.grouped
        bulk = isDesk && visit.mayWork && !page.rows.isEmpty && !isRecent ? BulkForm(query, visit, words) : nil
        isBulk = bulk != nil
        keep =
            isDesk && visit.mayKeepViews
            ? KeepForm(query: WorklistQuery.text(selection, namesDepartment: false)) : nil
        self.back = back.address
        backLabel = back.label
    }
}
