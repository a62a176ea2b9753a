#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a run of chaos comes to.
struct ChaosReport: Encodable {
    let seed: UInt64
    let seconds: Double
    let requests: Int
    let attempted: Int
    let acknowledged: Int
    let lost: Int
    let unexpected: Int
    let duplicated: Int
    let recovered: Int
    let accepted_twice: Int
    let worker_calls: Int
    let lost_words: Int
    /// Times in which an item was certainly one worker's, and how many of them overlap.
    let holdings: Int
    let two_holders: Int
    /// Words that were answered with stale, and those to which a lease was denied that still ran.
    let stale: Int
    let stale_early: Int
    /// Looks at the tables, a second apart, and those at which there was no database.
    let looks: Int
    let blind_looks: Int
    /// Looks' rows that had an item in two places, in none, or in the hands of a wrong department.
    let misplaced: Int
    let server_kills: Int
    let database_kills: Int
    let cuts: Int
    let faults: [String: Int]
    let skipped: [String: String]
    /// From a worker's death until its items were claimable again: how often it was measured, and the worst, in seconds.
    let returns: Int
    let worst_return: Double
    let return_limit: Double
    let worst_recovery: Double
    let answers: [String: Int]
    let breaches: [ChaosBreach]

    /// The report in lines for people.
    var lines: [String] {
        var lines = [
            "\(requests) requests in \(rounded(seconds)) s, seed \(seed): \(server_kills) kills of servers, "
                + "\(database_kills) of PostgreSQL, \(cuts) connections cut"
        ]
        for (name, count) in faults.sorted(by: { $0.key < $1.key }) { lines.append("  \(count)x \(name)") }
        for (name, reason) in skipped.sorted(by: { $0.key < $1.key }) { lines.append("  skipped: \(name): \(reason)") }
        let statuses = answers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        lines += [
            "answers by status (0: none)       \(statuses)",
            "attempted, acknowledged           \(attempted), \(acknowledged)",
            "lost                              \(lost)",
            "unexpected                        \(unexpected)",
            "duplicated                        \(duplicated)",
            "recovered                         \(recovered)",
            "accepted or completed twice       \(accepted_twice)",
            "words of workers, lost            \(worker_calls), \(lost_words)",
            "holdings, two of an item at once  \(holdings), \(two_holders)",
            "stale, while the lease still ran  \(stale), \(stale_early)",
            "looks, items not in one right place \(looks) (\(blind_looks) more found no database), \(misplaced)",
            "worst time until claimable again  \(rounded(worst_return)) s of \(returns), at most \(rounded(return_limit)) s",
            "worst time until ready again      \(rounded(worst_recovery)) s",
        ]
        for breach in breaches.prefix(50) { lines.append("BREACH \(breach.promise): \(breach.row)") }
        if breaches.count > 50 { lines.append("… and \(breaches.count - 50) more") }
        lines.append(breaches.isEmpty ? "every promise holds" : "\(breaches.count) rows against a promise")
        return lines
    }

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// The report as one JSON object.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
