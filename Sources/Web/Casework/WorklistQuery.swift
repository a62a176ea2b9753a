import GeoReport
import ServiceRequests
import Store

/// A list's address, read and written: `?state=waiting&department=nypd&queue=nypd/75&service=noise&order=oldest&after=…`.
///
/// The same query always means the same list, so it can be kept and sent around.
struct WorklistQuery: Sendable, Hashable {
    var selection: ItemSelection
    var after: ItemCursor?
    /// Whether the list stands beside a map.
    var showsMap: Bool

    /// Reads a page's query.
    ///
    /// - Parameters:
    ///   - query: what the address says.
    ///   - department: the one department the page is about; nil where the query may choose.
    ///   - worker: who asks for what they hold.
    /// - Throws: a refusal that names every parameter that is wrong.
    init(_ query: FormParameters, department: String?, worker: String? = nil) throws(Refusal) {
        var faults: [String] = []
        func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ type: Word.Type) -> Word?
        where Word.RawValue == String {
            guard let text = query[name] else { return nil }
            if let word = Word(rawValue: text) { return word }
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append("\(name): expected one of \(known), found “\(text.shortened)”")
            return nil
        }
        func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
            guard let text = query[name] else { return nil }
            if let number = Int(text), range.contains(number) { return number }
            faults.append("\(name): expected 1 to \(range.upperBound), found “\(text.shortened)”")
            return nil
        }
        func text(_ name: String) -> String? {
            guard let text = query[name] else { return nil }
            if text.count <= ItemSelection.longestText, text.isPlain(isOneLine: true) { return text }
            faults.append("\(name): expected at most \(ItemSelection.longestText) letters, found “\(text.shortened)”")
            return nil
        }
        var selection = ItemSelection(
            word("state", ItemSelection.Standing.self) ?? .open,
            department: department ?? query["department"],
            queue: query["queue"],
            hours: number("hours", 1...ItemSelection.maximumHours) ?? 24,
            order: word("order", ItemSelection.Order.self)
        )
        selection.service = text("service")
        let due = word("due", ItemSelection.DueBand.self)
        selection.due = selection.standing.isRecent || selection.standing == .late ? nil : due
        selection.age = number("age", 1...ItemSelection.maximumAge)
        selection.channel = word("channel", ServiceRequest.Channel.self)?.rawValue
        selection.text = text("q")
        selection.reference = text("ref")
        if query["mine"] == "1", department != nil, !selection.standing.isRecent { selection.holder = worker }
        let after = query["after"].flatMap { ItemCursor($0) }
        if after == nil, let text = query["after"] {
            faults.append("after: expected a place as a page's link gives it, found “\(text.shortened)”")
        }
        guard faults.isEmpty else {
            throw .badRequest("expected the address of a list, found another", details: faults)
        }
        self.after = after
        showsMap = query["map"] == "1"
        self.selection = selection
    }

    /// The address of a list on a page; the desk's lists are about one department, which they do not name.
    static func address(_ base: String, _ selection: ItemSelection, after: ItemCursor? = nil) -> String {
        "\(base)?\(text(selection, after: after, namesDepartment: !base.hasPrefix("/desk")))"
    }

    /// The query alone, always in the same order and without what goes without saying.
    static func text(_ selection: ItemSelection, after: ItemCursor? = nil, namesDepartment: Bool) -> String {
        var parameters: [FormParameters.Parameter] = []
        func add(_ name: String, _ value: String?) {
            if let value { parameters.append(FormParameters.Parameter(name: name, value: value)) }
        }
        add("state", selection.standing.rawValue)
        if namesDepartment { add("department", selection.department) }
        add("queue", selection.queue)
        if selection.standing.isRecent { add("hours", String(selection.hours)) }
        add("service", selection.service)
        add("due", selection.due?.rawValue)
        add("age", selection.age.map { String($0) })
        add("channel", selection.channel)
        add("mine", selection.holder == nil ? nil : "1")
        add("q", selection.text)
        add("ref", selection.reference)
        if selection.order != ItemSelection(selection.standing).order { add("order", selection.order.rawValue) }
        add("after", after?.text)
        return FormParameters(parameters).encoded
    }
}
