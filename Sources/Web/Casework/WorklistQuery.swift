import GeoReport
import Store

/// A list's address, read and written: `?state=waiting&department=nypd&queue=nypd/75&hours=24&order=due&after=…`.
///
/// The same query always means the same list, so it can be kept and sent around.
struct WorklistQuery: Sendable, Hashable {
    let selection: ItemSelection
    let after: ItemCursor?

    /// Reads a page's query.
    ///
    /// - Parameters:
    ///   - query: what the address says.
    ///   - department: the one department the page is about; nil where the query may choose.
    /// - Throws: a refusal that names every parameter that is wrong.
    init(_ query: FormParameters, department: String?) throws(Refusal) {
        var faults: [String] = []
        func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ usual: Word) -> Word
        where Word.RawValue == String {
            guard let text = query[name] else { return usual }
            if let word = Word(rawValue: text) { return word }
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append("\(name): expected one of \(known), found “\(text.shortened)”")
            return usual
        }
        let standing = word("state", ItemSelection.Standing.open)
        let usual: ItemSelection.Order = standing.isRecent ? .newest : .due
        let order = word("order", usual)
        var hours = 24
        if let text = query["hours"] {
            if let number = Int(text), (1...ItemSelection.maximumHours).contains(number) {
                hours = number
            } else {
                faults.append("hours: expected 1 to \(ItemSelection.maximumHours), found “\(text.shortened)”")
            }
        }
        let after = query["after"].flatMap { ItemCursor($0) }
        if after == nil, let text = query["after"] {
            faults.append("after: expected a place as a page's link gives it, found “\(text.shortened)”")
        }
        guard faults.isEmpty else {
            throw .badRequest("expected the address of a list, found another", details: faults)
        }
        self.after = after
        selection = ItemSelection(
            standing,
            department: department ?? query["department"],
            queue: query["queue"],
            hours: hours,
            order: order
        )
    }

    /// The address of a list on a page; the desk's lists are about one department, which they do not name.
    static func address(_ base: String, _ selection: ItemSelection, after: ItemCursor? = nil) -> String {
        var parameters: [FormParameters.Parameter] = []
        func add(_ name: String, _ value: String?) {
            if let value { parameters.append(FormParameters.Parameter(name: name, value: value)) }
        }
        add("state", selection.standing.rawValue)
        if base != "/desk/items" { add("department", selection.department) }
        add("queue", selection.queue)
        if selection.standing.isRecent { add("hours", String(selection.hours)) }
        if selection.order != ItemSelection(selection.standing).order { add("order", selection.order.rawValue) }
        add("after", after?.text)
        return "\(base)?\(FormParameters(parameters).encoded)"
    }

    /// What the list is called: "Waiting, Public Works".
    func heading(_ words: StaffWords) -> String {
        let hours = selection.hours == 1 ? "the last hour" : "the last \(selection.hours) hours"
        let what =
            switch selection.standing {
            case .waiting: "Waiting"
            case .leased: "With a worker"
            case .accepted: "Accepted"
            case .open: "Open"
            case .late: "Late"
            case .closed: "Closed in \(hours)"
            case .submitted: "Came in during \(hours)"
            }
        let whose = selection.queue ?? selection.department.map(words.department) ?? "all departments"
        return "\(what), \(whose)"
    }

    /// The orders a list can have, with their names.
    static func orders(of standing: ItemSelection.Standing) -> [(ItemSelection.Order, String)] {
        switch standing {
        case .closed: [(.newest, "Latest closed first"), (.oldest, "Oldest first")]
        default: [(.due, "By date"), (.oldest, "Oldest first"), (.newest, "Newest first")]
        }
    }
}
