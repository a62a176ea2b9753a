/// What went against a promise, or shows that there was no overload to speak of.
struct OverloadVerdict: Sendable {
    /// How much less than was offered may have been sent.
    static let leastSent = 0.97
    /// How much of what was due may never have been sent.
    static let mostUnsent = 0.01
    /// How much more memory the last quarter may take than the second.
    static let mostGrowth = 1.1

    let offered: Double
    /// How many times what it holds was to be offered; by half less than that above 1 is no overload.
    let factor: Double
    let pass: OverloadLoad.Pass
    let tally: OverloadLoad.Tally
    let memory: ServerMemory
    /// What was acknowledged, warm-up and closed loop included, and is not stored.
    let lost: Int
    /// In milliseconds from when a request was due.
    let refusalLimit: Double
    /// In MiB.
    let memoryLimit: Double

    /// How many were sent a second.
    var sent: Double { Double(pass.sent) / pass.sending }

    /// How many times what was acknowledged was offered: what the overload came to.
    var excess: Double {
        let acknowledged = Double(tally.statuses[200] ?? 0) / pass.seconds
        return acknowledged > 0 ? offered / acknowledged : 0
    }

    /// Whether 99 of 100 refusals came in time is judged by this.
    var refusals: Double { Series.percentile(99, ofSorted: (tally.sinceIntended[503] ?? []).sorted()) }

    /// None where everything was as promised.
    var faults: [String] { load + answers + memoryFaults }

    private var load: [String] {
        var faults: [String] = []
        if sent < offered * Self.leastSent {
            faults.append("expected \(Int(offered)) requests/s to be sent, found \(Int(sent)): there was less load")
        }
        if Double(pass.due - pass.sent) > Double(pass.due) * Self.mostUnsent {
            faults.append("expected all \(pass.due) that were due to be sent, found \(pass.due - pass.sent) left")
        }
        if excess < 1 + (factor - 1) / 2 {
            faults.append("expected \(factor) times what it holds, found \(excess) times what it acknowledged")
        }
        if tally.statuses[503] == nil { faults.append("expected 503 under overload, found none: it was none") }
        return faults
    }

    private var answers: [String] {
        var faults: [String] = []
        if lost > 0 { faults.append("expected everything acknowledged to be stored, found \(lost) missing") }
        let others = tally.statuses.filter { ![200, 503].contains($0.key) }.sorted { $0.key < $1.key }
        for (status, count) in others {
            faults.append("expected 200 or 503, found \(count) times \(status == 0 ? "no answer" : "\(status)")")
        }
        if tally.bare > 0 { faults.append("expected Retry-After with every 503, found \(tally.bare) without") }
        if refusals > refusalLimit {
            faults.append("expected 503 within \(refusalLimit) ms of when due, found a p99 of \(refusals) ms")
        }
        return faults
    }

    private var memoryFaults: [String] {
        var faults: [String] = []
        if memory.isGone { faults.append("expected the server to run to the end, found that it had ended") }
        if memory.peak > memoryLimit {
            faults.append("expected at most \(memoryLimit) MiB of memory, found a peak of \(memory.peak)")
        }
        let (second, last) = (memory.mean(.second), memory.mean(.last))
        if last > second * Self.mostGrowth {
            faults.append("expected memory to stay, found \(second) MiB in the second quarter and \(last) in the last")
        }
        return faults
    }
}
