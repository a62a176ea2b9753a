/// What the ledger of one worker knows.
struct WorkRecord: Sendable {
    /// A call and what became of it; times are of the ledgers' clock.
    struct Entry: Sendable {
        let call: WorkCall
        /// When it was first about to be sent.
        let sent: Int64
        var attempts = 0
        /// When the worker had its answer.
        var answered: Int64?
        /// What was answered of each item.
        var outcomes: [Int64: String]?
        /// The lease of a claim that was answered, where it found something.
        var lease: String?
        /// For how many seconds from the claim on nobody else may have an item.
        var terms: [Int64: Int] = [:]
        var refusal: String?

        var isAnswered: Bool { outcomes != nil || refusal != nil }

        /// Whether it may have been heard for an item: then that item's lease is over.
        func mayCount(for item: Int64) -> Bool {
            guard let outcomes else { return refusal == nil }
            return outcomes[item] == "ok"
        }
    }

    /// Who it is in the history: department and name.
    let actor: String
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

    /// Reads the ledger of a lane.
    init(_ path: String, of lane: String) { self.init(lines: Ledger.lines(of: path), of: lane) }

    /// Reads lines that are split at their spaces.
    init(lines: [[Substring]], of lane: String) {
        actor = WorkLane.actor(of: lane)
        for words in lines { note(words) }
    }

    /// What nobody answered yet: at most one, the last.
    var open: WorkCall? { entries.last.flatMap { $0.isAnswered ? nil : $0.call } }

    private mutating func note(_ words: [Substring]) {
        if words[0] == "S" { starts += 1 }
        guard words.count > 2, let moment = Int64(words[2]) else { return }
        if let call = WorkCall(words) {
            let place = places[call.key] ?? entries.count
            if place == entries.count {
                entries.append(Entry(call: call, sent: moment))
                places[call.key] = place
            }
            entries[place].attempts += 1
            return
        }
        guard let place = places[String(words[1])] else { return }
        if words[0] != "u" { entries[place].answered = moment }
        switch words[0] {
        case "u":
            statuses[words.count > 3 ? Int(words[3]) ?? 0 : 0, default: 0] += 1
        case "x":
            entries[place].refusal = words.dropFirst(3).joined(separator: " ")
        case "c" where words.count > 3:
            statuses[200, default: 0] += 1
            entries[place].outcomes = [:]
            if words[3] != "-" { entries[place].lease = String(words[3]) }
            for (item, seconds) in Self.pairs(words.dropFirst(4)) {
                entries[place].outcomes?[item] = "claimed"
                entries[place].terms[item] = Int(seconds)
            }
        case "w":
            statuses[200, default: 0] += 1
            let outcomes = Dictionary(Self.pairs(words.dropFirst(3)), uniquingKeysWith: { first, _ in first })
            entries[place].outcomes = outcomes
            keep(outcomes, of: entries[place].call)
        default: break
        }
    }

    /// Reads words such as `item=value`.
    private static func pairs(_ words: ArraySlice<Substring>) -> [(Int64, String)] {
        words.compactMap { word in
            let parts = word.split(separator: "=")
            return parts.count == 2 ? Int64(parts[0]).map { ($0, String(parts[1])) } : nil
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
