/// A call of a worker, as its ledger has it: everything that is needed to make it again, byte for byte.
struct WorkCall: Sendable {
    enum Kind: Sendable {
        case claim(limit: Int, lease: Int, wait: Int)
        /// `target` is the other department of a hand-over, else "-"; `time` how long its offer stands.
        case word(WorkVerb, lease: String, target: String, time: Int, items: [Int64])
    }

    /// Its idempotency key.
    let key: String
    let kind: Kind

    init(key: String, _ kind: Kind) {
        self.key = key
        self.kind = kind
    }

    /// Reads a line of an attempt; nil for any other.
    init?(_ words: [Substring]) {
        guard words.count > 6 else { return nil }
        switch words[0] {
        case "C":
            let numbers = words.dropFirst(4).compactMap { Int($0) }
            guard numbers.count == 3 else { return nil }
            self.init(key: String(words[1]), .claim(limit: numbers[0], lease: numbers[1], wait: numbers[2]))
        case "W":
            guard words.count > 8, let verb = WorkVerb(rawValue: String(words[4])), let time = Int(words[7]) else {
                return nil
            }
            self.init(
                key: String(words[1]),
                .word(
                    verb,
                    lease: String(words[5]),
                    target: String(words[6]),
                    time: time,
                    items: words.dropFirst(8).compactMap { Int64($0) }
                )
            )
        default: return nil
        }
    }

    /// The line of an attempt at a server, made at a moment of the ledgers' clock.
    func line(at server: Int, _ moment: Int64) -> String {
        switch kind {
        case .claim(let limit, let lease, let wait): "C \(key) \(moment) \(server) \(limit) \(lease) \(wait)"
        case .word(let verb, let lease, let target, let time, let items):
            "W \(key) \(moment) \(server) \(verb.rawValue) \(lease) \(target) \(time) "
                + items.map { String($0) }.joined(separator: " ")
        }
    }

    /// What it is about; a claim does not know yet.
    var items: [Int64] {
        switch kind {
        case .claim: []
        case .word(_, _, _, _, let items): items
        }
    }

    func path(of department: String) -> String {
        switch kind {
        case .claim: "/api/v1/queues/\(department)/claims"
        case .word(.done, _, _, _, let items): "/api/v1/items/\(items.first ?? 0)/complete"
        case .word(.give, _, _, _, let items): "/api/v1/items/\(items.first ?? 0)/hand-over"
        case .word(let verb, let lease, _, _, _): "/api/v1/leases/\(lease)/\(verb.rawValue)"
        }
    }

    func body(worker: String) -> String {
        let own = #""worker":"\#(worker)""#
        switch kind {
        case .claim(let limit, let lease, let wait):
            return #"{"limit":\#(limit),"lease_seconds":\#(lease),"wait_seconds":\#(wait),\#(own)}"#
        case .word(.done, _, _, _, _):
            return #"{"outcome":"done",\#(own)}"#
        case .word(let verb, _, let target, let time, let items):
            let outcome = verb == .complete ? #","outcome":"done""# : ""
            let list = items.map { #"{"item_id":\#($0)\#(outcome)}"# }.joined(separator: ",")
            let terms =
                target == "-"
                ? "" : #","department":"\#(target)","reason":"chaos","deadline_seconds":\#(time)"#
            return verb == .give ? "{\(own)\(terms)}" : #"{"items":[\#(list)],\#(own)\#(terms)}"#
        }
    }
}
