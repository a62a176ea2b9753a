/// The total-queue verdict: what was attempted and acknowledged, held against what is there.
///
/// After Jepsen's checker of that name: lost and unexpected must be empty after a full drain; what nobody answered may
/// have happened or not.
struct ChaosVerdict: Sendable {
    private(set) var breaches: [ChaosBreach] = []
    private(set) var attempted = 0
    private(set) var acknowledged = 0
    private(set) var lost = 0
    private(set) var unexpected = 0
    private(set) var duplicated = 0
    /// Stored by a try that nobody answered, and answered when it was repeated.
    private(set) var recovered = 0
    private(set) var acceptedTwice = 0
    private(set) var calls = 0
    /// Answered to workers, and not in the history.
    private(set) var lostWords = 0

    /// Judges what residents were told.
    mutating func judge(_ record: SubmissionRecord, _ stored: ChaosStored, requests: Int) {
        let ids = Set(stored.requests.map(\.id))
        let byIndex = Dictionary(grouping: stored.requests, by: { $0.index ?? -1 })
        attempted = record.entries.count
        acknowledged = record.acknowledged.count
        recovered = record.entries.values.count(where: \.isRecovered)
        for (index, entry) in record.entries {
            let name = "submission \(index)"
            let found = byIndex[index] ?? []
            if entry.ids.count > 1 || found.count > 1 {
                duplicated += 1
                add("one request for each key", "\(name): told \(entry.ids.sorted()), stored \(found.map(\.id))")
            }
            if !entry.ids.isSubset(of: ids) || !entry.ids.isEmpty && found.isEmpty {
                lost += 1
                add("what is acknowledged is there", "\(name): told \(entry.ids.sorted()), stored \(found.map(\.id))")
            } else if let id = entry.ids.first, stored.keys[index] != id || found.first?.id != id {
                add("a key leads to its request", "\(name): told \(id), key of \(stored.keys[index] ?? "nothing")")
            }
            if entry.fingerprints.count > 1 { add("equal answers", "\(name): \(entry.fingerprints.count) of them") }
            for refusal in entry.refusals { add("nothing sound is refused", "\(name): \(refusal)") }
            if entry.ids.isEmpty { add("everything is answered in the end", "\(name): \(entry.attempts) tries") }
        }
        for request in stored.requests where request.index.map({ record.entries[$0] == nil }) ?? true {
            unexpected += 1
            add("nothing is there that nobody sent", "\(request.id): submission \(request.index ?? -1)")
        }
        if record.entries.count < requests {
            add("everything is sent", "\(requests - record.entries.count) submissions were not")
        }
        for request in stored.requests where !request.isClosed { add("everything ends", "\(request.id) is open") }
        if record.bare > 0 { add("503 says when to come again", "\(record.bare) did not") }
    }

    /// Judges what workers were told.
    mutating func judge(_ records: [WorkRecord], _ stored: ChaosStored) {
        var told: [ChaosStored.Line: Int] = [:]
        var tried: [ChaosStored.Line: Int] = [:]
        for record in records {
            for entry in record.entries { note(entry, &told, &tried) }
            for item in record.lostAcceptances {
                add("what is accepted stays accepted", "item \(item) was told to be stale later")
            }
        }
        for (line, count) in told {
            let kinds = WorkVerb(rawValue: line.kind)?.kinds ?? []
            let found = kinds.map { stored.events[ChaosStored.Line(item: line.item, kind: $0)] ?? 0 }.reduce(0, +)
            if found < count {
                lostWords += 1
                add(
                    "a word that is acknowledged is heard",
                    "item \(line.item): \(line.kind) \(count) times, \(found) there"
                )
            }
            if line.kind == WorkVerb.complete.rawValue, count > 1 {
                acceptedTwice += 1
                add("completed once", "item \(line.item): acknowledged \(count) times")
            }
        }
        for (line, count) in stored.events where ["accepted", "completed", "released"].contains(line.kind) {
            let verbs = WorkVerb.allCases.filter { $0.kinds.contains(line.kind) }
            let most = verbs.map { tried[ChaosStored.Line(item: line.item, kind: $0.rawValue)] ?? 0 }.reduce(0, +)
            if count > most {
                add("nothing happens that nobody said", "item \(line.item): \(line.kind) \(count) of \(most)")
            }
        }
        for row in stored.twice {
            acceptedTwice += 1
            add("accepted once", row)
        }
    }

    private mutating func note(
        _ entry: WorkRecord.Entry,
        _ told: inout [ChaosStored.Line: Int],
        _ tried: inout [ChaosStored.Line: Int]
    ) {
        calls += 1
        if let refusal = entry.refusal { add("nothing sound is refused", "\(entry.call.key): \(refusal)") }
        if !entry.isAnswered { add("everything is answered in the end", "\(entry.call.key): \(entry.attempts) tries") }
        guard case .word(let verb, _, _, _, let items) = entry.call.kind else { return }
        // Both ways to complete are one.
        let kind = (verb == .done ? .complete : verb == .give ? .handOver : verb).rawValue
        for item in items { tried[ChaosStored.Line(item: item, kind: kind), default: 0] += 1 }
        for (item, outcome) in entry.outcomes ?? [:] where outcome == "ok" {
            told[ChaosStored.Line(item: item, kind: kind), default: 0] += 1
        }
    }

    /// Adds a row against a promise.
    mutating func add(_ promise: String, _ row: String) {
        breaches.append(ChaosBreach(promise: promise, row: row))
    }
}
