import Boundaries
public import Postgres
public import ServiceRequests

/// Publishes catalogs and boundaries: reads, checks and lints what would be in force before it writes anything.
public struct Publisher: Sendable {
    /// How often a publication that another one overtook is made again on top of that.
    static let tries = 4

    let publications: Publications
    let actor: String
    let note: String?
    let origin: String
    /// What is read already, so that its layers are not read again.
    let known: RoutingSnapshot?

    /// Publishes for one jurisdiction through a pool it does not own.
    ///
    /// - Parameters:
    ///   - pool: the way to the database.
    ///   - jurisdiction: whose catalog and boundaries they are.
    ///   - actor: who or what publishes.
    ///   - note: why, in the publisher's words.
    ///   - origin: where the files were read.
    ///   - known: what decides now, where the caller has it: its layers are then not read again.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        actor: String,
        note: String? = nil,
        origin: String = "",
        knowing known: RoutingSnapshot? = nil
    ) {
        publications = Publications(pool: pool, jurisdiction: jurisdiction)
        self.actor = actor
        self.note = note
        self.origin = origin
        self.known = known
    }

    /// Brings a change into force, or says why not.
    ///
    /// When somebody else publishes the other half meanwhile, the change is checked again on top of that; when it is the
    /// same half, the other one stays. With `isPlan` nothing is written.
    ///
    /// With `expected`, the number of the publication a person looked at, anything else that is in force by now stays,
    /// of whichever half: they are to look again. What they want and is in force already is `unchanged` all the same.
    public func publish(
        _ change: PublicationChange,
        isPlan: Bool = false,
        on expected: Int? = nil
    ) async throws(StoreError) -> PublishOutcome {
        var before = try await publications.active()
        for _ in 0..<Self.tries {
            let source: SnapshotSource
            let result: PublishOutcome.Change
            switch try await read(change, on: before) {
            case .outcome(let outcome): return outcome
            case .ready(let read, let found): (source, result) = (read, found)
            }
            if let expected, let before, before.number != expected { return .overtaken(before) }
            if isPlan { return .planned(result) }
            let draft = Publications.Draft(
                kind: change.kind,
                actor: actor,
                note: note,
                origin: origin,
                scheduled: change.scheduled?.number,
                previous: before?.number
            )
            if let published = try await publications.record(draft, source) {
                return .published(result.inForce(as: published))
            }
            let latest = try await publications.active()
            if expected == nil, let latest, !isHarmless(change, before: before, latest: latest) {
                return .overtaken(latest)
            }
            before = latest
        }
        return before.map { .overtaken($0) } ?? .nothingPublished
    }

    /// A change that was read, or why there is nothing to do.
    enum Reading: Sendable {
        case ready(SnapshotSource, PublishOutcome.Change)
        case outcome(PublishOutcome)
    }

    /// Reads and checks what would be in force: long work, on a thread of its own.
    func read(_ change: PublicationChange, on before: Publication?) async throws(StoreError) -> Reading {
        let proposal: Proposal
        switch try await Proposals(publications: publications, active: before, known: known).proposal(for: change) {
        case .proposal(let made): proposal = made
        case .outcome(let outcome): return .outcome(outcome)
        }
        switch await OwnThread.run({ () throws(Never) in proposal.read() }) {
        case .unchanged(let active): return .outcome(.unchanged(active))
        case .refused(let reading): return .outcome(.refused(reading))
        case .ready(let source, let snapshot, let reading):
            let content = PublicationContent(source)
            let change = PublishOutcome.Change(
                before: before,
                after: nil,
                snapshot: snapshot,
                layers: content.layers,
                mapFiles: content.mapFiles,
                warnings: reading.warnings
            )
            return .ready(source, change)
        }
    }

    /// Whether a change may be made on top of what another publisher did meanwhile.
    private func isHarmless(_ change: PublicationChange, before: Publication?, latest: Publication) -> Bool {
        guard let before else {
            // Whoever found nothing published and finds it published now has what it wanted.
            if case .first = change { return true }
            return false
        }
        return switch change {
        case .first, .scheduled: true
        case .catalog, .earlierCatalog: before.catalog == latest.catalog
        case .boundaries, .layers, .earlierBoundaries, .earlierLayer: before.hasBoundaries(of: latest)
        }
    }
}
