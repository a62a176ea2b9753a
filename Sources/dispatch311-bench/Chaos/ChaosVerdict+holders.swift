/// Whether an item had one holder at a time, as the ledgers' times tell.
///
/// A claim holds from its answer until its first try and the lease's seconds are over, or until a word about the item may
/// have been heard; an acceptance from its answer until the worker lets the item go. Nothing of that depends on when a
/// server thinks it is: leases run on the database's clock, which no fault moves, and begin after the claim was sent.
extension ChaosVerdict {
    static let oneHolder = "one holder at a time"
    static let liveLease = "a lease holds while it runs"

    /// Compares the times of all workers.
    mutating func judgeHolders(_ records: [WorkRecord]) {
        var held: [Int64: [Holding]] = [:]
        for record in records {
            for holding in judge(record) {
                holdings += 1
                held[holding.item, default: []].append(holding)
            }
        }
        for (item, times) in held {
            var last: Holding?
            for next in times.sorted(by: { $0.start < $1.start }) {
                if let last, next.start < last.end {
                    let both = milliseconds(min(next.end, last.end) - next.start)
                    add(Self.oneHolder, "item \(item): \(last.holder) and \(next.holder), for \(both)")
                }
                if next.end > last?.end ?? 0 { last = next }
            }
        }
    }

    /// The times of one worker; each stale answer is held against the lease it came under.
    private mutating func judge(_ record: WorkRecord) -> [Holding] {
        var words: [String: [WorkRecord.Entry]] = [:]
        var accepts: [Int64: (key: String, start: Int64)] = [:]
        var holdings: [Holding] = []
        for entry in record.entries {
            guard case .word(let verb, let lease, _, _, let items) = entry.call.kind else { continue }
            if verb.isUnderLease {
                words[lease, default: []].append(entry)
                guard verb == .accept, let answered = entry.answered else { continue }
                for (item, outcome) in entry.outcomes ?? [:] where outcome == "ok" {
                    accepts[item] = (entry.call.key, answered)
                }
            } else {
                for item in items {
                    guard let (key, start) = accepts.removeValue(forKey: item) else { continue }
                    holdings.append(Holding(item: item, holder: "\(key) (accepted)", start: start, end: entry.sent))
                }
            }
        }
        for (item, (key, start)) in accepts {
            holdings.append(Holding(item: item, holder: "\(key) (accepted)", start: start, end: .max))
        }
        for claim in record.entries {
            guard let lease = claim.lease, let answered = claim.answered else { continue }
            for (item, term) in claim.terms {
                let limit = claim.sent + Int64(term) * LedgerClock.second
                let end = earliestEnd(of: item, limit, words[lease] ?? [])
                if answered < end {
                    holdings.append(Holding(item: item, holder: claim.call.key, start: answered, end: end))
                }
            }
        }
        return holdings
    }

    /// When a lease may have been over for an item; nothing said of it before may be answered with stale.
    private mutating func earliestEnd(of item: Int64, _ limit: Int64, _ words: [WorkRecord.Entry]) -> Int64 {
        var end = limit
        for word in words where word.call.items.contains(item) {
            if word.outcomes?[item] == "stale", let answered = word.answered {
                stale += 1
                if answered < end {
                    let early = milliseconds(end - answered)
                    add(Self.liveLease, "item \(item): \(word.call.key) heard stale \(early) too early")
                }
            }
            if word.mayCount(for: item) { end = min(end, word.sent) }
        }
        return end
    }

    private func milliseconds(_ time: Int64) -> String {
        time > 1 << 60 ? "good" : "\(time / 1_000_000) ms"
    }
}
