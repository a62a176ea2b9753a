/// What the ledger of one worker knows.
struct WorkRecord: Sendable {
    /// A call and what became of it.
    struct Entry: Sendable {
        let call: WorkCall
        var attempts = 0
        /// What was answered of each item.
        var outcomes: [Int64: String]?
        /// The lease of a claim that was answered, where it found something.
        var lease: String?
        var refusal: String?

        var isAnswered: Bool { outcomes != nil || refusal != nil }
    }

    /// In the order of their first attempts.
    private(set) var entries: [Entry] = []
    /// How often the worker began.
    private(set) var starts = 0
    /// What it was told is accepted and not yet that it is gone.
    private(set) var accepted: Set<Int64> = []
    /// Items that it was told are accepted, and later that they are not its own, though it never let them go.
    private(set) var lostAcceptances: Set<Int64> = []
    /// How many tries came to which status; 0 counts what was cut.
    private(set) var statuses: [Int: Int] = [:]
    private var places: [String: Int] = [:]

    init(_ path: String) {
        for words in Ledger.lines(of: path) { note(words) }
    }

    /// What nobody answered yet: at most one, the last.
    var open: WorkCall? { entries.last.flatMap { $0.isAnswered ? nil : $0.call } }

    private mutating func note(_ words: [Substring]) {
        if words[0] == "S" { starts += 1 }
        guard words.count > 1 else { return }
        if let call = WorkCall(words) {
            let place = places[call.key] ?? entries.count
            if place == entries.count {
                entries.append(Entry(call: call))
                places[call.key] = place
            }
            entries[place].attempts += 1
            return
        }
        guard let place = places[String(words[1])] else { return }
        switch words[0] {
        case "u":
            statuses[words.count > 2 ? Int(words[2]) ?? 0 : 0, default: 0] += 1
        case "x":
            entries[place].refusal = words.dropFirst(2).joined(separator: " ")
        case "c" where words.count > 2:
            statuses[200, default: 0] += 1
            entries[place].outcomes = [:]
            if words[2] != "-" { entries[place].lease = String(words[2]) }
            for word in words.dropFirst(3) {
                if let item = Int64(word) { entries[place].outcomes?[item] = "claimed" }
            }
        case "w":
            statuses[200, default: 0] += 1
            var outcomes: [Int64: String] = [:]
            for word in words.dropFirst(2) {
                let parts = word.split(separator: "=")
                if parts.count == 2, let item = Int64(parts[0]) { outcomes[item] = String(parts[1]) }
            }
            entries[place].outcomes = outcomes
            keep(outcomes, of: entries[place].call)
        default: break
        }
    }

    private mutating func keep(_ outcomes: [Int64: String], of call: WorkCall) {
        guard case .word(let verb, _, _, _, _) = call.kind else { return }
        for (item, outcome) in outcomes {
            switch verb {
            case .accept where outcome == "ok": accepted.insert(item)
            case .done, .give:
                if outcome != "ok", accepted.contains(item) { lostAcceptances.insert(item) }
                accepted.remove(item)
            default: break
            }
        }
    }
}
