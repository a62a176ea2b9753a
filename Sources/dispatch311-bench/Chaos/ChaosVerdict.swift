/// The total-queue verdict: what was attempted and acknowledged, held against what is there.
///
/// After Jepsen's checker of that name: lost and unexpected must be empty after a full drain; what nobody answered may
/// have happened or not.
struct ChaosVerdict: Sendable {
    var breaches: [ChaosBreach] = []
    var attempted = 0
    var acknowledged = 0
    var lost = 0
    var unexpected = 0
    var duplicated = 0
    /// Stored by a try that nobody answered, and answered when it was repeated.
    var recovered = 0
    var acceptedTwice = 0
    var calls = 0
    /// Answered to workers, and not in the history.
    var lostWords = 0
    /// Times in which an item was certainly one worker's, each compared with the others of its item.
    var holdings = 0
    /// Words that came too late to be heard, each compared with the end of its lease.
    var stale = 0

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

    /// Adds a row against a promise.
    mutating func add(_ promise: String, _ row: String) {
        breaches.append(ChaosBreach(promise: promise, row: row))
    }
}
