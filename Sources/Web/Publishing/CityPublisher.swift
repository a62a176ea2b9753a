import Boundaries
import HTTPTypes
import Postgres
import ServiceRequests
import Store

/// Publishes for a person with an account: first what it would do, then doing it.
struct CityPublisher: Sendable {
    let city: City
    /// The person's name at work, for the record.
    let actor: String

    /// Throws a refusal for who signed in with a key: a publication is always a person's.
    init(_ visit: StaffVisit) throws(Refusal) {
        guard visit.session.account != nil, visit.may(.publish) else {
            throw Refusal(.forbidden, "role_missing", "expected a person with an account, found a key")
        }
        city = visit.city
        actor = visit.worker.name
    }

    /// The publication that is in force here: what a form carries to be refused when another one comes.
    var base: Int { city.publication.number }

    /// Finds out what a change would do; nothing is written.
    func plan(_ change: PublicationChange) async throws(StoreError) -> PublicationPlan {
        let outcome = try await publisher(nil).publish(change, isPlan: true, on: base)
        guard case .planned(let planned) = outcome else { return PublicationPlan(outcome: outcome) }
        let (before, after) = (city.snapshot, planned.snapshot)
        var plan = PublicationPlan(outcome: outcome)
        plan.moves = try await RecentMoves.find(from: before, to: after, in: city.row, pools: city.pools)
        let pairs = after.index.layers.compactMap { layer in
            before.index.layers.first { $0.id == layer.id && $0.version != layer.version }.map { ($0, layer) }
        }
        for (was, becomes) in pairs {
            do throws(BoundaryError) {
                plan.layers.append(.found(try await LayerDiff.find(from: was, to: becomes)))
            } catch {
                plan.layers.append(.failed(becomes.id, "\(error)"))
            }
        }
        plan.diff = await OwnThread.run { () throws(Never) in CatalogDiff(from: before.catalog, to: after.catalog) }
        return plan
    }

    /// Brings a change into force, unless something else came into force since the person looked.
    func publish(_ change: PublicationChange, note: String, on base: Int) async throws(StoreError) -> PublishOutcome {
        try await publisher(note).publish(change, on: base)
    }

    private func publisher(_ note: String?) -> Publisher {
        Publisher(
            pool: city.pool,
            jurisdiction: city.row,
            actor: actor,
            note: note,
            origin: "the pages for staff",
            knowing: city.snapshot
        )
    }
}
