import Postgres
import ServiceRequests

extension Schedule {
    /// How much of the reasons for a refusal is kept, in characters.
    private static let longestReason = 2000

    /// Brings into force whatever is due, in its order, and gives what has ended by it, for the log.
    ///
    /// What cannot be used is refused and stays on record with its reasons; what was in force stays then. Any number of
    /// servers may do it at once: each change comes into force once.
    public func bringIntoForce(limit: Int = 10) async throws(StoreError) -> [ScheduledPublication] {
        var ended: [ScheduledPublication] = []
        for scheduled in try await due(limit: limit) {
            let publisher = Publisher(
                pool: pool,
                jurisdiction: jurisdiction,
                actor: scheduled.actor,
                note: scheduled.note
            )
            let isMine: Bool
            switch try await publisher.publish(.scheduled(scheduled)) {
            case .published:
                isMine = true
            case .unchanged:
                isMine = try await end(scheduled.number, refusal: nil)
            case .refused(let reading):
                isMine = try await end(scheduled.number, refusal: Self.reason(reading))
            default:
                // Another server has it, or publishers come one after the other: what follows must not overtake it.
                return ended
            }
            if isMine, let now = try await self.scheduled(scheduled.number) { ended.append(now) }
        }
        return ended
    }

    /// What would become of each change that waits, if nothing else were published until its time.
    ///
    /// Long work: everything is read as it will be then.
    public func rehearsal() async throws(StoreError) -> [Rehearsal] {
        let publications = Publications(pool: pool, jurisdiction: jurisdiction)
        guard var expected = try await publications.active() else { return [] }
        var found: [Rehearsal] = []
        for scheduled in try await waiting() {
            let publisher = Publisher(pool: pool, jurisdiction: jurisdiction, actor: scheduled.actor)
            let reading = try await publisher.read(.scheduled(scheduled), on: expected)
            if case .outcome(.refused(let reading)) = reading {
                found.append(Rehearsal(scheduled: scheduled, refusal: Self.reason(reading)))
            } else {
                found.append(Rehearsal(scheduled: scheduled, refusal: nil))
                expected = expected.with(scheduled.patch.applied(to: expected.content))
            }
        }
        return found
    }

    private static func reason(_ reading: SnapshotReading) -> String {
        let text = reading.errors.map(\.description).joined(separator: "\n")
        return text.count <= longestReason ? text : "\(text.prefix(longestReason))…"
    }
}
