import Boundaries
public import Postgres
import ServiceRequests

/// Publishes catalogs and boundaries: reads, checks and lints what would be in force before it writes anything.
public struct Publisher: Sendable {
    /// How often a publication that another one overtook is made again on top of that.
    private static let tries = 4

    private let publications: Publications
    private let actor: String
    private let note: String?
    private let origin: String

    /// Publishes for one jurisdiction through a pool it does not own.
    ///
    /// - Parameters:
    ///   - pool: the way to the database.
    ///   - jurisdiction: whose catalog and boundaries they are.
    ///   - actor: who or what publishes.
    ///   - note: why, in the publisher's words.
    ///   - origin: where the files were read.
    public init(
        pool: PostgresPool,
        jurisdiction: JurisdictionRow,
        actor: String,
        note: String? = nil,
        origin: String = ""
    ) {
        publications = Publications(pool: pool, jurisdiction: jurisdiction)
        self.actor = actor
        self.note = note
        self.origin = origin
    }

    /// Brings a change into force, or says why not.
    ///
    /// When somebody else publishes the other half meanwhile, the change is checked again on top of that; when it is the
    /// same half, the other one stays. With `isPlan` nothing is written.
    public func publish(_ change: PublicationChange, isPlan: Bool = false) async throws(StoreError) -> PublishOutcome {
        var before = try await publications.active()
        for _ in 0..<Self.tries {
            let proposal: Proposal
            switch try await Proposals(publications: publications, active: before).proposal(for: change) {
            case .proposal(let made): proposal = made
            case .outcome(let outcome): return outcome
            }
            let source: SnapshotSource
            let result: PublishOutcome.Change
            switch await OwnThread.run({ () throws(Never) in proposal.read() }) {
            case .unchanged(let active): return .unchanged(active)
            case .refused(let reading): return .refused(reading)
            case .ready(let read, let snapshot, let reading):
                source = read
                result = PublishOutcome.Change(
                    before: before,
                    after: nil,
                    snapshot: snapshot,
                    layers: read.geodata.layers.map { Publication.Layer(id: $0.id, version: $0.version) },
                    mapFiles: read.geodata.mapFiles.map { Publication.MapFile(file: $0.file, version: $0.version) },
                    warnings: reading.warnings
                )
            }
            if isPlan { return .planned(result) }
            let draft = Publications.Draft(
                kind: change.kind,
                actor: actor,
                note: note,
                origin: origin,
                previous: before?.number
            )
            if let published = try await publications.record(draft, source) {
                return .published(result.inForce(as: published))
            }
            let latest = try await publications.active()
            if let latest, !isHarmless(change, before: before, latest: latest) { return .overtaken(latest) }
            before = latest
        }
        return before.map { .overtaken($0) } ?? .nothingPublished
    }

    /// Whether a change may be made on top of what another publisher did meanwhile.
    private func isHarmless(_ change: PublicationChange, before: Publication?, latest: Publication) -> Bool {
        guard let before else {
            // Whoever found nothing published and finds it published now has what it wanted.
            if case .first = change { return true }
            return false
        }
        return switch change {
        case .first: true
        case .catalog, .earlierCatalog: before.catalog == latest.catalog
        case .boundaries, .layers, .earlierBoundaries, .earlierLayer: before.hasBoundaries(of: latest)
        }
    }
}
