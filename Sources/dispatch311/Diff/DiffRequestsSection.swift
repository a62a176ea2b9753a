import Boundaries

/// The part of the page that is about requests: how many go elsewhere, and where.
struct DiffRequestsSection {
    /// Which requests.
    let title: String
    /// What they come to.
    let requests: DiffRequestsReport
    /// What begins the ids of its elements.
    let prefix: String

    /// The section as HTML.
    var html: String {
        let moves = requests.moves.prefix(PicturePage.rows).map { move in
            """
            <tr><td>\(HTMLText.isolated(move.layer))</td><td>\(HTMLText.isolated(move.from ?? MovedPart.noBoundary))</td>\
            <td>\(HTMLText.isolated(move.to ?? MovedPart.noBoundary))</td>\
            <td class="number">\(NumberText.grouped(move.rows))</td></tr>

            """
        }
        let queues = requests.queues.prefix(PicturePage.rows).map { move in
            """
            <tr><td>\(HTMLText.isolated(move.from.isEmpty ? "nobody" : move.from))</td>\
            <td>\(HTMLText.isolated(move.to.isEmpty ? "nobody" : move.to))</td>\
            <td class="number">\(NumberText.grouped(move.rows))</td></tr>

            """
        }
        return """
            <section id="\(prefix)" aria-labelledby="\(prefix)-h">
            <h2 id="\(prefix)-h">\(HTMLText.escaped(title))</h2>
            <p class="verdict \(requests.movedBoundary == 0 ? "good" : "told")">\(HTMLText.sentence(requests.verdict))</p>
            \(requests.notes.isEmpty ? "" : "<p>\(HTMLText.sentence(requests.notes.joined(separator: ", ")))</p>\n")\
            \(table("q", "queue", ["From", "To", "Requests"], queues, requests.queues.count))\
            \(table("b", "boundary", ["Layer", "From", "To", "Requests"], moves, requests.moves.count))\
            </section>

            """
    }

    private func table(_ id: String, _ noun: String, _ columns: [String], _ rows: [String], _ count: Int) -> String {
        HTMLTable(
            id: "\(prefix)-\(id)",
            caption: "The ways most requests go first",
            columns: columns,
            rows: rows,
            rest: PicturePage.rest(count)
        ).folded(
            "From which \(noun) to which: \(NumberText.count(count, "way"))",
            isOpen: count <= PicturePage.largest
        )
    }
}
