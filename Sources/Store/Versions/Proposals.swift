import ServiceRequests

/// Turns a wish into what would be in force, looking up what was published before.
struct Proposals: Sendable {
    /// A proposal, or why there is none.
    enum Resolution: Sendable {
        case proposal(Proposal)
        case outcome(PublishOutcome)
    }

    let publications: Publications
    /// What is in force.
    let active: Publication?
    /// What is read already.
    let known: RoutingSnapshot?

    func proposal(for change: PublicationChange) async throws(StoreError) -> Resolution {
        guard let active else {
            guard case .first(let source) = change else { return .outcome(.nothingPublished) }
            return proposal(.new(source.catalog), .new(source.geodata), nil)
        }
        switch change {
        case .first:
            return .outcome(.unchanged(active))
        case .catalog(let catalog):
            return proposal(.new(catalog), .published(try await geodata(of: active)), active)
        case .boundaries(let geodata):
            return try await withCatalog(.new(geodata), active)
        case .layers(let ids, let folder):
            if let unknown = ids.first(where: { id in !folder.layers.contains { $0.id == id } }) {
                return .outcome(.noSuchLayer(unknown, folder.layers.map(\.id)))
            }
            return try await withCatalog(.replacing(ids, of: try await geodata(of: active), by: folder), active)
        case .earlierCatalog(let target):
            return try await earlierCatalog(target, active)
        case .earlierBoundaries(let target):
            return try await earlierBoundaries(target, active)
        case .earlierLayer(let layer, let target):
            return try await earlierLayer(layer, target, active)
        case .scheduled(let scheduled):
            return try await scheduledChange(scheduled, active)
        }
    }

    /// What was scheduled, as long as it waits: asked for anew, because it may have been withdrawn meanwhile.
    private func scheduledChange(
        _ scheduled: ScheduledPublication,
        _ active: Publication
    ) async throws(StoreError) -> Resolution {
        let schedule = Schedule(pool: publications.pool, jurisdiction: publications.jurisdiction)
        guard let scheduled = try await schedule.scheduled(scheduled.number), scheduled.ending == nil else {
            return .outcome(.overtaken(active))
        }
        let content = scheduled.patch.applied(to: active.content)
        let catalog = try await publications.catalog(content.catalog).orMissing("catalog version")
        let geodata = try await publications.geodata(of: content)
        return proposal(.published(catalog), .published(geodata), active)
    }

    // MARK: - Going back

    private func earlierCatalog(
        _ target: PublicationChange.Target,
        _ active: Publication
    ) async throws(StoreError) -> Resolution {
        let log = try await publications.all()
        let version: String
        switch Self.version(target, in: log, of: { $0.catalog }) {
        case .found(let found): version = found
        case .outcome(let outcome): return .outcome(outcome)
        }
        let catalog = try await publications.catalog(version).orMissing("catalog version")
        return proposal(.published(catalog), .published(try await geodata(of: active)), active)
    }

    private func earlierBoundaries(
        _ target: PublicationChange.Target,
        _ active: Publication
    ) async throws(StoreError) -> Resolution {
        let log = try await publications.all()
        let earlier: Publication?
        switch target {
        case .publication(let number):
            earlier = log.first { $0.number == number }
            if earlier == nil { return .outcome(.noSuchPublication(number, last: active.number)) }
        case .before, .version:
            earlier = log.first { !$0.hasBoundaries(of: active) }
        }
        guard let earlier else { return .outcome(.nothingEarlier(active)) }
        return try await withCatalog(.published(try await geodata(of: earlier)), active)
    }

    private func earlierLayer(
        _ layer: String,
        _ target: PublicationChange.Target,
        _ active: Publication
    ) async throws(StoreError) -> Resolution {
        let log = try await publications.all()
        guard log.contains(where: { $0.version(of: layer) != nil }) else {
            return .outcome(.noSuchLayer(layer, active.layers.map(\.id)))
        }
        let version: String
        switch Self.version(target, in: log, of: { $0.version(of: layer) }) {
        case .found(let found): version = found
        case .outcome(let outcome): return .outcome(outcome)
        }
        // Its file is checked against the extent in force, whatever it was published beside.
        let restored = try await publications.geodata(
            [Publication.Layer(id: layer, version: version)],
            mapFiles: [],
            settings: "{}"
        )
        return try await withCatalog(.restoring(restored, in: try await geodata(of: active)), active)
    }

    private enum Search {
        case found(String)
        case outcome(PublishOutcome)
    }

    /// Finds a version in the log, newest first; the first entry is what is in force.
    private static func version(
        _ target: PublicationChange.Target,
        in log: [Publication],
        of subject: (Publication) -> String?
    ) -> Search {
        let versions = log.compactMap(subject)
        switch target {
        case .before:
            guard let earlier = versions.first(where: { $0 != log.first.flatMap(subject) }) else {
                return log.first.map { .outcome(.nothingEarlier($0)) } ?? .outcome(.nothingPublished)
            }
            return .found(earlier)
        case .version(let digits):
            var known: [String] = []
            for version in versions where !known.contains(version) { known.append(version) }
            let fitting = known.filter { $0.hasPrefix(digits) }
            guard !digits.isEmpty, fitting.count == 1 else { return .outcome(.noSuchVersion(digits, known)) }
            return .found(fitting[0])
        case .publication(let number):
            guard let version = log.first(where: { $0.number == number }).flatMap(subject) else {
                return .outcome(.noSuchPublication(number, last: log.first?.number ?? 0))
            }
            return .found(version)
        }
    }

    // MARK: - What is in force

    private func withCatalog(
        _ geodata: Proposal.GeoDataPart,
        _ active: Publication
    ) async throws(StoreError) -> Resolution {
        let catalog = try await publications.catalog(active.catalog).orMissing("catalog version")
        return proposal(.published(catalog), geodata, active)
    }

    private func proposal(
        _ catalog: Proposal.CatalogPart,
        _ geodata: Proposal.GeoDataPart,
        _ active: Publication?
    ) -> Resolution {
        .proposal(
            Proposal(jurisdiction: publications.jurisdiction.code, catalog: catalog, geodata: geodata, active: active)
        )
    }

    private func geodata(of publication: Publication) async throws(StoreError) -> PublishedGeoData {
        try await publications.geodata(of: publication, knowing: known)
    }
}
