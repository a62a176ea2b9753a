import Boundaries
import Postgres
import ServiceRequests
import Store

/// Compares two sides, says what would change, and for which requests.
struct DiffRun: Sendable {
    /// What the person wants to know, and where it goes.
    struct Wish: Sendable {
        /// What is compared.
        let names: (before: SideName, after: SideName)
        /// The layers that are compared; empty for all.
        let layers: [String]
        /// The properties that hold the ids in files of which nothing is known.
        let keys: (before: String?, after: String?)
        /// The metres a piece has to be thick somewhere to count.
        let tolerance: Double
        /// A table of requests.
        let requests: String?
        /// How far back stored requests are looked at; nil where they are not.
        let days: Int?
        /// Where the requests that move are listed.
        let out: String?
        /// Where the moved parts are written as GeoJSON.
        let geojson: String?
        /// Where the page goes.
        let html: String?
    }

    /// A city in a database.
    struct StoredCity: Sendable {
        let pool: PostgresPool
        let row: JurisdictionRow
    }

    let wish: Wish
    /// The city asked for.
    let jurisdiction: String?
    /// Where a city may be found beside the database.
    let folders: CityFolders
    let console: Console

    /// Compares, prints, and writes the files.
    func run(in city: StoredCity?) async throws(CommandError) {
        var stored: StoredSides?
        if let city { stored = try await StoredSides(pool: city.pool, jurisdiction: city.row) }
        let (before, after) = try await DiffSides(
            names: wish.names,
            layers: wish.layers,
            keys: wish.keys,
            jurisdiction: jurisdiction ?? city?.row.code,
            stored: stored,
            models: stored == nil ? folders.layerDefinitions : []
        ).find()
        let pairs = try LayerPairs(before, after, layers: wish.layers)
        var shelf = LayerShelf()
        var layers: [DiffPage.Layer] = []
        for pair in pairs.different {
            let old = try await shelf.layer(pair.before, in: before)
            let new = try await shelf.layer(pair.after, in: after)
            if Task.isCancelled { throw CommandError(.tryAgain, "interrupted before all layers were compared") }
            layers.append(DiffPage.Layer(diff: try await difference(old, new), before: old, after: new))
        }
        if Task.isCancelled { throw CommandError(.tryAgain, "interrupted before anything was written") }
        var report = DiffReport(
            before: before.name,
            after: after.name,
            layers: layers.map { DiffLayerReport($0.diff, tolerance: wish.tolerance) },
            sameLayers: pairs.same,
            addedLayers: pairs.added,
            removedLayers: pairs.removed
        )
        if wish.requests != nil || wish.days != nil {
            let base = try await base(stored, pairs: pairs)
            let versions = try await versions(before, after, pairs: pairs, base: base, shelf: &shelf)
            report.catalogProblems = Self.problems(versions)
            try await count(versions, city, into: &report)
        }
        if let path = wish.geojson { try OutputFile.write(Self.geojson(layers).utf8, to: path) }
        if let path = wish.html {
            let page = DiffPage(report: report, layers: layers, date: PicturePage.today)
            try OutputFile.write(page.html.utf8, to: path)
            console.say("the picture is in \(path.escaped)")
        }
        if console.isJSON {
            try console.print(json: report)
        } else {
            console.print(report.lines(terminal: console.terminal))
        }
    }

    private func difference(_ before: BoundaryLayer, _ after: BoundaryLayer) async throws(CommandError) -> LayerDiff {
        do throws(BoundaryError) {
            return try await LayerDiff.find(from: before, to: after, toleranceMetres: wish.tolerance)
        } catch {
            throw CommandError(.findings, "layer \(after.id): the two versions cannot be compared\n\(error)")
        }
    }

    // MARK: - Requests

    /// The city that requests are decided in: the database's where there is one, else the folders'.
    private func base(_ stored: StoredSides?, pairs: LayerPairs) async throws(CommandError) -> DiffBase? {
        if let stored {
            return DiffBase(catalog: try await stored.catalog(), side: try await stored.side(.inForce, layers: []))
        }
        return try await DiffBase.city(in: folders, having: pairs.different.map(\.after.id))
    }

    private func versions(
        _ before: DiffSide,
        _ after: DiffSide,
        pairs: LayerPairs,
        base: DiffBase?,
        shelf: inout LayerShelf
    ) async throws(CommandError) -> TwoVersions {
        let ids = pairs.different.map(\.after.id)
        var indexes: [BoundaryIndex] = []
        for side in [before, after] {
            let layers: [BoundaryLayer]
            if side.isWhole, wish.layers.isEmpty {
                layers = try await shelf.layers(of: side)
            } else if let base {
                layers = try await shelf.layers(of: base.replacing(ids, by: side))
            } else {
                layers = try await shelf.layers(of: side.only(ids))
            }
            do throws(BoundaryError) {
                let tolerance = base?.catalog.jurisdiction.tolerance
                indexes.append(try await BoundaryIndex.build(layers: layers, tolerance: tolerance))
            } catch {
                throw CommandError(.findings, "\(side.name): the boundaries cannot be used\n\(error)")
            }
        }
        let versions = TwoVersions(layers: ids, before: indexes[0], after: indexes[1], catalog: base?.catalog)
        let compared = ids.isEmpty ? "nothing" : ids.joined(separator: ", ")
        if base == nil {
            console.say("No city's catalog and folder have \(compared): departments and queues are not looked at.")
        } else if !ids.isEmpty, !versions.areRouted {
            console.say("The catalog sends nothing by \(compared): departments and queues stay.")
        }
        return versions
    }

    private func count(
        _ versions: TwoVersions,
        _ city: StoredCity?,
        into report: inout DiffReport
    ) async throws(CommandError) {
        let isRouted = versions.catalog != nil
        if let path = wish.requests {
            let table = try PendingTable(path: path)
            let total = console.isShowingProgress ? await RowEstimate.rows(of: path) : nil
            let progress = console.progress("Looking at requests", total: total)
            let start = ContinuousClock.now
            let counts = try await TableDiff(versions: versions).run(table, out: wish.out, progress: progress)
            let seconds = (ContinuousClock.now - start).inSeconds
            for fault in counts.places.faults { console.warn("\(fault)".escaped) }
            report.requests = DiffRequestsReport(counts, isRouted: isRouted, seconds: seconds)
        }
        if let days = wish.days, let city {
            let diff = StoredDiff(versions: versions, jurisdiction: city.row, pools: DatabasePools(all: city.pool))
            let progress = console.progress("Looking at stored requests", total: nil)
            let start = ContinuousClock.now
            let counts = try await diff.run(
                within: .seconds(days * 86_400),
                out: wish.requests == nil ? wish.out : nil,
                progress: progress
            )
            let seconds = (ContinuousClock.now - start).inSeconds
            report.stored = DiffStoredReport(
                days: days,
                open: DiffRequestsReport(counts.open, isRouted: isRouted, seconds: seconds),
                closed: DiffRequestsReport(counts.closed, isRouted: isRouted, seconds: seconds)
            )
        }
    }

    /// What would keep the second side from being published with the catalog.
    private static func problems(_ versions: TwoVersions) -> [String] {
        guard let catalog = versions.catalog else { return [] }
        return CatalogLint.issues(in: catalog, layers: versions.after.layers)
            .filter { $0.severity == .error }.prefix(10).map(\.description)
    }

    private static func geojson(_ layers: [DiffPage.Layer]) -> String {
        var features = FeatureText()
        for layer in layers {
            for part in layer.diff.parts {
                features.add(
                    part.polygons,
                    properties: [
                        ("layer", .text(layer.diff.layer)),
                        ("from", part.from.map(FeatureText.Value.text) ?? .null),
                        ("to", part.to.map(FeatureText.Value.text) ?? .null),
                        ("overlap", .text(part.overlap.rawValue)),
                        ("square_metres", .number((part.squareMetres * 10).rounded() / 10)),
                        ("version_before", .text(layer.diff.versionBefore)),
                        ("version_after", .text(layer.diff.versionAfter)),
                    ]
                )
            }
        }
        return features.text
    }
}

extension DiffSide {
    /// The same with some of its layers only.
    fileprivate func only(_ ids: [String]) -> DiffSide {
        DiffSide(name: name, layers: layers.filter { ids.contains($0.id) }, extent: extent, isWhole: false)
    }
}
