import ServiceRequests
import Store

/// What can be done with the ticked items of a list, `bulk.mustache`.
struct BulkForm: Sendable {
    /// Something that can be chosen.
    struct Choice: Sendable {
        let value: String
        let label: String
    }

    let token: String
    /// The list's own query, to come back to.
    let back: String
    let limit: Int
    let actions: [Choice]
    let outcomes: [Choice]
    let departments: [Choice]
    let mayMove: Bool

    init(_ query: WorklistQuery, _ visit: StaffVisit, _ words: StaffWords) {
        token = FormToken().text
        back = WorklistQuery.text(query.selection, after: query.after, namesDepartment: false)
        limit = Worklists.pageSize
        actions = BulkAction.allCases.filter { $0 != .handOver }.map { Choice(value: $0.rawValue, label: $0.label) }
        outcomes = [
            Choice(value: "done", label: "Done: the problem was dealt with"),
            Choice(value: "not_found", label: "Not found: nobody found the problem there"),
            Choice(value: "no_action", label: "No action"),
            Choice(value: "handed_on", label: "Handed on to somebody outside this system"),
        ]
        departments = words.catalog.departments.filter { $0.code != visit.department }.map {
            Choice(value: $0.code, label: words.department($0.code))
        }
        mayMove = visit.may(.move)
    }
}
