import Postgres
import Store

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Looks whether what a city has scheduled will come into force, and whether all that was due has.
struct ScheduleCheck: Sendable {
    /// How long after its time a change may still wait, in seconds, while a server runs.
    static let latest = 60.0

    let pool: PostgresPool
    let jurisdiction: JurisdictionRow

    /// One check for each change that waits or was refused; none where nothing is scheduled.
    func checks() async throws(StoreError) -> [Check] {
        let schedule = Schedule(pool: pool, jurisdiction: jurisdiction)
        let refused = try await schedule.all().compactMap { scheduled in
            scheduled.refusal.map { refusal in
                Check.bad(
                    "Scheduled",
                    "\(name(scheduled)) was refused: \(refusal)".firstLine,
                    remedy: "Publish what is wanted, and dispatch311 \(scheduled.kind.rawValue) "
                        + "withdraw \(scheduled.number)."
                )
            }
        }
        return refused + (try await schedule.rehearsal().map(check))
    }

    private func check(_ rehearsal: Rehearsal) -> Check {
        let scheduled = rehearsal.scheduled
        if let refusal = rehearsal.refusal {
            return .bad(
                "Scheduled",
                "\(name(scheduled)) would be refused: \(refusal)".firstLine,
                remedy: "dispatch311 \(scheduled.kind.rawValue) withdraw \(scheduled.number), and schedule it anew."
            )
        }
        if scheduled.effectiveAt.timeIntervalSinceNow < -Self.latest {
            return .bad(
                "Scheduled",
                "\(name(scheduled)) is due and not in force",
                remedy: "A server brings it into force: start dispatch311 serve."
            )
        }
        return .good("Scheduled", name(scheduled))
    }

    private func name(_ scheduled: ScheduledPublication) -> String {
        let line = ScheduleLine(scheduled, of: jurisdiction.code, surprises: [])
        return "\(jurisdiction.code): \(scheduled.number), from \(scheduled.effectiveAt.listed): \(line.what)"
    }
}

extension String {
    fileprivate var firstLine: String { split(separator: "\n").first.map(String.init) ?? self }
}
