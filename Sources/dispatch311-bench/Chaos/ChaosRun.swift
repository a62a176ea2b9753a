import Postgres
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A run from its first server to its verdict.
struct ChaosRun: Sendable {
    let site: ChaosSite
    let schedule: ChaosSchedule
    /// When it has to be over, drained and all.
    let deadline: ContinuousClock.Instant
    /// Told what goes on.
    let say: @Sendable (String) -> Void

    var folder: ChaosFolder { site.plan.folder }

    /// Runs load and faults, drains, and judges.
    func run() async throws -> ChaosReport {
        let start = ContinuousClock.now
        try await site.open()
        say("two servers are ready; submitting \(site.plan.requests) at \(Int(site.plan.rate)) a second")
        let watch = ChaosWatch(site.database)
        let tail = LedgerTail(folder.submissions)
        let faults = ChaosFaults(site: site) { tail.acknowledged() }
        for name in ChaosSite.workers { try site.startWorker(name) }
        try site.startSubmitter()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await watch.run()
                return false
            }
            group.addTask {
                try await disturb(faults)
                return false
            }
            group.addTask {
                try await drain(faults)
                return true
            }
            defer { group.cancelAll() }
            // The first failure ends it all; the watch goes on until the rest is over.
            while try await group.next() == false {}
        }
        await watch.look()
        return try await judge(faults, watch.seen, since: start)
    }

    /// Waits until the load is through, and has every item completed.
    private func drain(_ faults: ChaosFaults) async throws {
        try await wait("the faults to be over") {
            try check(ChaosSite.workers)
            return faults.isOver
        }
        say("\(faults.acknowledged()) acknowledged; draining")
        try await wait("every submission to be answered") {
            guard let code = site.child(ChaosSite.submitter)?.code else { return false }
            guard code == 0 else { throw BenchError("expected chaos-submit to end with 0, found \(code)") }
            return true
        }
        try folder.raise(folder.drainSign)
        var (last, since) = (-1, ContinuousClock.now)
        try await wait("every item to be completed") {
            try check(ChaosSite.workers)
            let left = try await site.database.patient { try await site.database.number(Self.left) }
            if left != last { (last, since) = (left, .now) }
            return left == 0 || ContinuousClock.now - since > Self.standstill
        }
        // Nobody comes for it any more, as where a word was forgotten that its worker believes: the verdict says which.
        if last > 0 { faults.breach("everything ends", "\(last) rows of open work are left that nobody works on") }
    }

    /// Longer than any lease or offer of a run lasts.
    private static let standstill: Duration = .seconds(45)

    private static let left: SQL = """
        SELECT (SELECT count(*) FROM work_item WHERE status = 'open') + (SELECT count(*) FROM ready)
             + (SELECT count(*) FROM lease) + (SELECT count(*) FROM accepted)
        """

    /// Does the schedule, each step once its share of the load is through; one that could not be made is tried up to
    /// three times more.
    private func disturb(_ faults: ChaosFaults) async throws {
        var steps = schedule.steps
        var tries: [Int: Int] = [:]
        var place = 0
        while place < steps.count {
            let step = steps[place]
            let wanted = Int(step.share * Double(site.plan.requests))
            try await wait("\(wanted) submissions to be acknowledged") { faults.acknowledged() >= wanted }
            say("fault \(place + 1) of \(steps.count) after \(faults.acknowledged()): \(step.fault.rawValue)")
            place += 1
            guard let reason = try await faults.make(step) else { continue }
            tries[step.number, default: 0] += 1
            say("not made: \(reason)")
            // Once more, after the next one.
            guard tries[step.number, default: 0] < 4 else { continue }
            steps.insert(step, at: min(place + 1, steps.count))
            try await Task.sleep(for: .milliseconds(500))
        }
        faults.end()
    }

    /// Workers run unless a fault has them dead.
    private func check(_ names: [String]) throws {
        for name in names {
            if let code = site.child(name)?.code, code != 128 + 9 {
                throw BenchError("expected \(name) to run, found that it ended with \(code): \(folder.logs)/\(name)")
            }
        }
    }

    private func wait(_ what: String, _ condition: () async throws -> Bool) async throws {
        while try await !condition() {
            guard ContinuousClock.now < deadline else {
                throw BenchError("expected \(what) before the time was up (--seconds), found that it did not come")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
