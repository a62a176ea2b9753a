import Postgres
import ServiceRequests
import Store
import TestSupport
import Testing

extension MovingCity {
    var quarantine: Quarantine { Quarantine(pool: city.database.pool, jurisdiction: city.jurisdiction) }

    /// A pothole in the west, in quarantine.
    func quarantined(expectedIn: Duration = .seconds(3600)) async throws -> Standpoint {
        let submission = try city.submission(expectedIn: expectedIn, suspicion: .busyClient)
        guard case .stored(let receipt) = try await city.intake.submit(submission) else { throw Unexpected(submission) }
        let number = try #require(city.jurisdiction.cipher.number(for: receipt.id))
        let item = try #require(
            try await city.database.pool.first("SELECT item FROM work_item WHERE number = \(number)") {
                row throws(PostgresError) in try row.decode(Int64.self)
            }
        )
        return Standpoint(id: receipt.id, item: item, lease: nil)
    }

    /// How many items of triage are of each kind, of so many that are looked at.
    func kinds(bound: Int = Triage.bound) async throws -> [TriageKind: Int] {
        let page = try await triage(bound: bound).page(.gap)
        return Dictionary(page.counts.map { ($0.kind, $0.items) }, uniquingKeysWith: { first, _ in first })
            .filter { $0.value > 0 }
    }

    func triage(bound: Int = Triage.bound) -> Triage {
        Triage(
            pool: city.database.pool,
            jurisdiction: city.jurisdiction,
            privateServices: [],
            nearness: 15,
            bound: bound
        )
    }
}
