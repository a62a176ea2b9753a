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
    let back: String
    let backLabel: String

    /// The form that gives the list a name.
    struct KeepForm: Sendable {
        let query: String
        let token: String
    }
}

extension WorklistView {
    /// A page of a list at the address `base`, with the way back to where it was linked from.
    init(
        _ page: ItemPage,
        query: WorklistQuery,
        base: String,
        back: (address: String, label: String),
        queues: [String],
        news: NewsBar?,
        visit: StaffVisit
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
        lines = page.rows.map { ItemLine($0, words: words, viewer: visit.department) }
        isEmpty = page.rows.isEmpty
        showsDepartment = selection.department == nil
        chips = WorklistChip.all(of: selection, base: base, words: words)
        hasChips = !chips.isEmpty
        filters = WorklistFilters(selection, base: base, queues: queues, words: words)
        let byDate: [ItemSelection.Order] = [.due, .dueLast]
        let isRecent = selection.standing.isRecent
        let byCame: [ItemSelection.Order] = isRecent ? [.newest, .oldest] : [.oldest, .newest]
        // Of closed ones the dates are those of closing, and the order is by these.
        sortDate =
            selection.standing == .submitted
            ? nil
            : WorklistSort(selection.standing == .closed ? byCame : byDate, of: selection, base: base)
        sortCame = selection.standing == .closed ? nil : WorklistSort(byCame, of: selection, base: base)
        first = query.after.map { _ in WorklistQuery.address(base, selection) }
        let further = page.next.map { WorklistQuery.address(base, selection, after: $0) }
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
            isDesk
            ? KeepForm(query: WorklistQuery.text(selection, namesDepartment: false), token: FormToken().text) : nil
        self.back = back.address
        backLabel = back.label
    }
}
