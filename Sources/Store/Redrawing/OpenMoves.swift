import Boundaries
import Postgres
public import ServiceRequests

/// Moves open service requests to where the boundaries in force put them, once a publication has changed those.
///
/// Publishing leaves them where they are. This looks at every open request that was decided by other versions of layers
/// than those in force, decides it with both, all else being as it is in force, and moves those for which it makes a
/// difference: each in a transaction of its own, so that it may be stopped at any time, and the same again goes on.
/// What somebody has begun with or sent elsewhere stays.
public struct OpenMoves: Sendable {
    private let pools: DatabasePools
    private let jurisdiction: JurisdictionRow
    private let publications: Publications
    private let moves: RequestMoves

    /// Works through pools it does not own, and rings a bell that everything in this process shares.
    public init(pools: DatabasePools, jurisdiction: JurisdictionRow, bell: WorkBell = WorkBell()) {
        self.pools = pools
        self.jurisdiction = jurisdiction
        publications = Publications(pool: pools.service, jurisdiction: jurisdiction)
        moves = RequestMoves(pools: pools, jurisdiction: jurisdiction, bell: bell)
    }

    /// Moves those that the layers with some ids concern, or all layers.
    ///
    /// `current` is what decides by the publication that is in force, and `words` are those in which residents are told,
    /// in the city's first language. `tell` hears of each request that belongs elsewhere,
    /// and `progress` how many more were looked at. With `isPlan` nothing is written.
    public func run(
        by current: RoutingSnapshot,
        words: DecisionWords,
        layers: [String] = [],
        isPlan: Bool = false,
        progress: (Int) -> Void = { _ in },
        tell: (OpenMove) -> Void = { _ in }
    ) async throws(StoreError) -> OpenMovesReport {
        let inForce = Assigner(snapshot: current)
        let versions = Dictionary(
            current.index.layers.map { ($0.id, $0.version) },
            uniquingKeysWith: { first, _ in first }
        )
        var earlier = EarlierBoundaries(publications: publications, current: current)
        var report = OpenMovesReport()
        var pages = try await SubjectPages.open(in: jurisdiction, pools: pools)
        while case let page = try await pages.next(), !page.isEmpty {
            for stored in page {
                if Task.isCancelled {
                    report.isInterrupted = true
                    return report
                }
                report.looked += 1
                let outdated = stored.outdated(beside: versions, layers: layers)
                guard !outdated.isEmpty else { continue }
                report.outdated += 1
                let pair = AssignerPair(
                    before: try await earlier.assigner(with: outdated),
                    after: inForce,
                    words: words
                )
                guard let id = jurisdiction.cipher.id(for: stored.number)?.text,
                    pair.differ(on: stored.subject.draft)
                else {
                    report.unaffected += 1
                    continue
                }
                let reason = Self.reason(outdated, versions)
                guard let outcome = try await move(id, pair, reason: reason, isPlan: isPlan) else { continue }
                report.add(outcome)
                tell(
                    OpenMove(
                        id: id,
                        before: pair.before.legs(of: stored.subject.draft).map(\.queue),
                        after: pair.after.legs(of: stored.subject.draft).map(\.queue),
                        reason: reason,
                        outcome: outcome
                    )
                )
            }
            progress(page.count)
        }
        if let active = try await publications.active() {
            let layers = Dictionary(active.layers.map { ($0.id, $0.version) }, uniquingKeysWith: { first, _ in first })
            report.isOvertaken = active.catalog != current.catalog.version || layers != versions
        }
        return report
    }

    /// Moves one; nil where there is nothing to move any more.
    private func move(
        _ id: String,
        _ pair: AssignerPair,
        reason: String,
        isPlan: Bool
    ) async throws(StoreError) -> OpenMove.Outcome? {
        let result = try await moves.moveWaiting(id, by: .service, isPlan: isPlan) { subject in
            pair.order(for: subject, reason: reason)
        }
        switch result {
        case .done(.moved): return .moved
        case .done(.movable): return .movable
        case .done(.left(let obstacle)): return .left(obstacle)
        // Closed or moved by somebody else between the reading and now.
        case .done(.settled), .refused(.alreadyClosed): return nil
        case .refused(let why): return .refused(why)
        }
    }

    /// Why they move, for the history.
    ///
    /// "The boundaries of council_district changed: version 0123456789ab → 456789abcdef."
    private static func reason(_ outdated: [Publication.Layer], _ inForce: [String: String]) -> String {
        let changes = outdated.map { layer in
            "of \(layer.id) changed: version \(layer.version) → \(inForce[layer.id] ?? "none")"
        }
        return "The boundaries \(changes.joined(separator: "; "))."
    }
}

extension StoredSubject {
    /// The layers that decided it in other versions than those in force, by id.
    fileprivate func outdated(beside inForce: [String: String], layers: [String]) -> [Publication.Layer] {
        (layerVersions ?? [:])
            .filter { inForce[$0.key] != $0.value && (layers.isEmpty || layers.contains($0.key)) }
            .sorted { $0.key < $1.key }
            .map { Publication.Layer(id: $0.key, version: $0.value) }
    }
}
