/// A table of a page with pictures, which scrolls by itself where it is wider than the page.
struct HTMLTable {
    /// The element's id that its caption has.
    let id: String
    /// What it shows, as HTML.
    let caption: String
    /// The columns' heads.
    let columns: [String]
    /// The rows, each as HTML from `<tr>` on.
    let rows: [String]
    /// The classes it has.
    var style = ""
    /// What stands below it, as HTML.
    var rest = ""

    /// The table as HTML; nothing where it has no rows.
    var html: String {
        guard !rows.isEmpty else { return "" }
        let heads = columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return """
            <div class="wide" role="region" aria-labelledby="\(id)" tabindex="0">
            <table\(style.isEmpty ? "" : " class=\"\(style)\"")>
            <caption id="\(id)">\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            \(rest)</div>

            """
    }

    /// The same folded away: there may be hundreds of rows.
    func folded(_ summary: String, isOpen: Bool = false) -> String {
        rows.isEmpty ? "" : "<details\(isOpen ? " open" : "")>\n<summary>\(summary)</summary>\n\(html)</details>\n"
    }
}
