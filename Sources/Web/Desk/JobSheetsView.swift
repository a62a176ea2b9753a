import Store

/// The items of a page of a list as sheets, `job-sheets.mustache`.
struct JobSheetsView: Sendable {
    let heading: String
    let total: String
    let asOf: LocalTime.Stamp
    let sheets: [JobSheet]
    let isEmpty: Bool
    let back: String
    let next: String?

    init(_ sheets: [JobSheet], _ query: WorklistQuery, _ page: ItemPage, words: StaffWords) {
        heading = "Job sheets: \(WorklistWords(words: words).heading(query.selection))"
        total = sheets.count == 1 ? "1 sheet" : "\(sheets.count.grouped) sheets"
        asOf = words.time.stamp(page.at, words.clock)
        self.sheets = sheets
        isEmpty = sheets.isEmpty
        back = WorklistQuery.address("/desk/items", query.selection, after: query.after)
        next = page.next.map { WorklistQuery.address("/desk/sheets", query.selection, after: $0) }
    }
}
