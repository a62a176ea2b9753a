/// Whether the run itself was worth its verdict: what was to be done to it was done, under load, and was seen.
extension ChaosVerdict {
    /// Judges what was done and measured, in so many seconds.
    mutating func judge(_ tally: ChaosTally, _ sight: ChaosWatch.Sight, _ schedule: ChaosSchedule, seconds: Double) {
        breaches = tally.breaches + breaches
        for row in sight.breaches { add("in exactly one place, of the right department", row) }
        if Double(sight.looks) < seconds / 5 {
            let reason = sight.reason.map { ", \(sight.blind) found none: \($0)" } ?? ""
            add("there was something to judge", "\(sight.looks) looks in \(Int(seconds)) s\(reason)")
        }
        if holdings == 0 { add("there was something to judge", "no item was ever certainly one worker's") }
        for (count, planned, whose) in [
            (tally.serverKills, schedule.serverKills, "servers"),
            (tally.databaseKills, schedule.databaseKills, "PostgreSQL"),
        ] where count < planned {
            add("every fault was made", "\(count) kills of \(whose), \(planned) were planned")
        }
        let planned = Dictionary(grouping: schedule.steps, by: \.fault).mapValues(\.count)
        for (fault, count) in planned.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let made = tally.faults[fault] ?? 0
            guard made < count, tally.skipped[fault] == nil else { continue }
            let reason = tally.missed[fault].map { ": \($0)" } ?? ""
            add("every fault was made", "\(fault.rawValue): \(made) of \(count)\(reason)")
        }
        if planned[.workerKill] != nil || planned[.workerStop] != nil, tally.returns.isEmpty {
            add("there was something to judge", "no return of a lost worker's items was measured")
        }
    }
}
