import Boundaries
import Postgres
import ServiceRequests

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Publisher {
    /// How far ahead something may be scheduled, in years: further is a slip of the pen.
    public static let mostYearsAhead = 10

    /// Checks a change against what will be in force at a moment, as far as it is known, and has it come into force then.
    ///
    /// Only what it changes is kept: what else is published until then stays. With `isPlan` nothing is written.
    public func schedule(
        _ change: PublicationChange,
        for date: EffectiveDate,
        isPlan: Bool = false
    ) async throws(StoreError) -> PublishOutcome {
        let schedule = Schedule(pool: publications.pool, jurisdiction: publications.jurisdiction)
        var latest: Publication?
        for _ in 0..<Self.tries {
            guard let active = try await publications.active() else { return .nothingPublished }
            latest = active
            let effectiveAt: Date
            switch try await moment(date, active) {
            case .found(let found): effectiveAt = found
            case .outcome(let outcome): return outcome
            }
            let waiting = try await schedule.waiting()
            let expected = waiting.filter { $0.effectiveAt <= effectiveAt }.reduce(active.content) {
                content,
                scheduled in
                scheduled.patch.applied(to: content)
            }
            let source: SnapshotSource
            let result: PublishOutcome.Change
            switch try await read(change, on: active.with(expected)) {
            case .outcome(let outcome): return outcome
            case .ready(let read, let found): (source, result) = (read, found)
            }
            if isPlan { return .planned(result) }
            let draft = Schedule.Draft(
                effectiveAt: effectiveAt,
                kind: change.kind,
                actor: actor,
                note: note,
                origin: origin,
                publication: active.number,
                waiting: waiting.map(\.number)
            )
            let patch = PublicationPatch(from: expected, to: PublicationContent(source))
            if let scheduled = try await schedule.record(draft, patch, source) { return .scheduled(result, scheduled) }
        }
        return latest.map { .overtaken($0) } ?? .nothingPublished
    }

    private enum Moment {
        case found(Date)
        case outcome(PublishOutcome)
    }

    /// The moment a date means in the city, if it is ahead by the database's clock.
    private func moment(_ date: EffectiveDate, _ active: Publication) async throws(StoreError) -> Moment {
        let published = try await publications.catalog(active.catalog).orMissing("catalog version")
        let zone: TimeZone?
        do throws(CatalogError) {
            zone = try await OwnThread.run { () throws(CatalogError) in
                TimeZone(identifier: try CatalogReader().read(try published.catalog().files).jurisdiction.timeZone)
            }
        } catch {
            return .outcome(.refused(SnapshotReading(snapshot: nil, errors: [error], warnings: [])))
        }
        let now = try await stored { () throws(PostgresError) in
            try await publications.pool.first("SELECT clock_timestamp()") { row throws(PostgresError) in
                try row.decode(Date.self)
            }
        }.orMissing("clock")
        let last = now.addingTimeInterval(Double(Self.mostYearsAhead) * 366 * 86_400)
        guard let moment = date.date(in: zone ?? .gmt), moment > now, moment <= last else {
            return .outcome(.outOfTime(date, after: now, until: last))
        }
        return .found(moment)
    }
}
